/** The little a tab keeps over page loads. Storage may be refused (privacy settings): then it lasts as long as the page. */

const here = new Map<string, string>();

/** One remembered text; null takes it away. */
export class Kept {
  constructor(
    private readonly store: () => Storage,
    private readonly key: string,
  ) {}

  set(value: string | null): void {
    here.set(this.key, value ?? "");
    try {
      this.store().setItem(this.key, value ?? "");
    } catch {
      // Refused or full: the copy in memory serves this page.
    }
  }

  get(): string {
    try {
      return this.store().getItem(this.key) ?? here.get(this.key) ?? "";
    } catch {
      return here.get(this.key) ?? "";
    }
  }
}

const tab = new Kept(() => sessionStorage, "alongside.tab");

/** When the session began (milliseconds), for the waiting time that the panel shows. */
export const since = new Kept(() => sessionStorage, "alongside.since");

/** Lines of mine that nobody has acknowledged, and the one that is being written. */
export const unsent = new Kept(() => sessionStorage, "alongside.unsent");
export const draft = new Kept(() => sessionStorage, "alongside.draft");

/** By which this tab speaks in a call. */
export const speaks = new Kept(() => sessionStorage, "alongside.speaks");

/** The card of a running session is open, also on the next page. */
export const opened = new Kept(() => sessionStorage, "alongside.open");

export const wantsSound = new Kept(() => localStorage, "alongside.sound");

/** The shopper stopped and the server could not be told: every later page tells it before anything else. */
export const stopped = new Kept(() => localStorage, "alongside.stopped");

/** This tab's id: the same over its page loads. */
export const tabId = (): string => tab.get() || newTabId();

export function newTabId(): string {
  const id = crypto.getRandomValues(new Uint32Array(3)).join("-");
  tab.set(id);
  return id;
}
