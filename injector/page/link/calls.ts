/** The session calls of PROTOCOL.md on the shop's own host: same origin, cookies HttpOnly, nothing but JSON. */
import type { Kind, Page, Participant, State } from "../../../alongside/wire/messages";

const PREFIX = "/__alongside/";
const MARK_COOKIE = "alongside_on";

/** The call was answered with an error of ours (`code`), or not at all (`network`). */
export class CallError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Begun {
  session: string;
  code: string;
  link: string;
  expires: number;
  state: State;
}

export interface Running {
  session: string;
  state: State;
  kind: Kind;
  code: string | null;
  link: string;
  participants: Participant[];
}

export const callBegin = (kind: Kind, page: Page): Promise<Begun> =>
  call("POST", "session", {
    kind,
    consent: true,
    ...page,
    lang: document.documentElement.lang || navigator.language,
  });
export const callRunning = (): Promise<Running> => call("GET", "session");
export const callInvite = (): Promise<{ link: string; expires: number }> => call("POST", "invite", {});
export const callCode = (): Promise<{ code: string; expires: number }> => call("POST", "code", {});
export const callStop = (): Promise<void> => call("POST", "stop", {});

/** Whether the browser carries the readable mark of a running session. */
export const isMarked = (): boolean => new RegExp(`(^|; )${MARK_COOKIE}=1`).test(document.cookie);

/** Takes the mark away, so that the next page comes without the page script even when the server cannot be told. */
export function unmark(): void {
  const gone = `${MARK_COOKIE}=; path=/; max-age=0`;
  document.cookie = gone;
  // It may be there for all hosts of the site.
  for (let at = location.hostname; at; at = at.replace(/^[^.]*\.?/, ""))
    document.cookie = `${gone}; domain=${at}`;
}

export function socketUrl(): string {
  const url = new URL(`${PREFIX}socket`, location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export async function call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const response = await ask(method, path, body);
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const { error } = (answer ?? {}) as { error?: { code: string; message: string } };
  throw new CallError(error?.code ?? `status-${response.status}`, error?.message ?? response.statusText);
}

async function ask(method: string, path: string, body: unknown): Promise<Response> {
  const headers = { "X-Alongside": "1", "Content-Type": "application/json" };
  const init: RequestInit = { method, headers, keepalive: true, cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  try {
    return await fetch(PREFIX + path, init);
  } catch {
    throw new CallError("network", "No connection");
  }
}
