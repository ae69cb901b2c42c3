/** The little a tab keeps over page loads. Storage may be refused (privacy settings): then it lasts as long as the page. */

const fallback = new Map<string, string>();

function keep(store: () => Storage, key: string, value: string | null): void {
  if (value === null) fallback.delete(key);
  else fallback.set(key, value);
  try {
    if (value === null) store().removeItem(key);
    else store().setItem(key, value);
  } catch {
    // Refused or full: the copy in memory serves this page.
  }
}

function recall(store: () => Storage, key: string): string | null {
  try {
    return store().getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}

const tabStore = (): Storage => sessionStorage;
const browserStore = (): Storage => localStorage;

const TAB = "alongside.tab";
const SINCE = "alongside.since";
const STOPPED = "alongside.stopped";

/** This tab's id: the same over its page loads. */
export function tabId(): string {
  return recall(tabStore, TAB) ?? newTabId();
}

export function newTabId(): string {
  const id = crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), "");
  keep(tabStore, TAB, id);
  return id;
}

/** When the session began (milliseconds), for the waiting time that the panel shows. */
export const since = {
  get: (): number => Number(recall(tabStore, SINCE)) || Date.now(),
  set: (at: number | null): void => keep(tabStore, SINCE, at === null ? null : String(at)),
};

/** The shopper stopped and the server could not be told: every later page tells it before anything else. */
export const stopped = {
  get: (): boolean => recall(browserStore, STOPPED) === "1",
  set: (yes: boolean): void => keep(browserStore, STOPPED, yes ? "1" : null),
};
