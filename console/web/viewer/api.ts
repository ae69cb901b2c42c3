/** Calls of the live host's HTTP interface (PROTOCOL.md, "HTTP"). */
import type { SeenPage } from "../../../alongside/ui/goods";

/** The server answered, and the answer is no. `details` is the whole error object, for codes that carry more. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** The server could not be asked: offline, restarting, or a proxy in between answered in its place. */
export class Unreachable extends Error {}

/** Server time minus this machine's, in milliseconds, by the last answer's `Date`; clocks of browsers are minutes off. */
let clockOffset = 0;

export function serverNow(): number {
  return Date.now() + clockOffset;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Throws ApiError when the server refused and Unreachable when it did not answer. An empty answer gives null. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await ask(method, path, body);
  const date = Date.parse(response.headers.get("date") ?? "");
  if (!Number.isNaN(date)) clockOffset = date + 500 - Date.now();
  const answer = await readJson(response);
  if (response.ok) return answer as T;
  if (response.status >= 500) throw new Unreachable(`status ${response.status}`);
  throw toError(response.status, answer);
}

/** The pages seen in a session, the latest first, by the ticket of one's socket. */
export async function callSeen(ticket: string): Promise<SeenPage[]> {
  const response = await fetch("/api/v1/trail", {
    credentials: "same-origin",
    cache: "no-store",
    headers: { "X-Alongside-Ticket": ticket },
  });
  const answer = await readJson(response);
  if (!response.ok) throw toError(response.status, answer);
  return answer as SeenPage[];
}

async function ask(method: string, path: string, body: unknown): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", cache: "no-store" };
  if (method !== "GET") {
    init.body = JSON.stringify(body ?? {});
    init.headers = { "Content-Type": "application/json", "X-Alongside": "1" };
  }
  try {
    return await fetch(path, init);
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable(`status ${response.status} without JSON`);
  }
}

function toError(status: number, answer: unknown): ApiError {
  const error = (answer as { error?: Record<string, unknown> } | null)?.error ?? {};
  return new ApiError(status, String(error["code"] ?? "error"), String(error["message"] ?? ""), error);
}
