/** The ways into a session: a click in the queue, what a colleague asks, a supervisor's right, a code read out on the phone, a link. */
import { call } from "../viewer/api";

export interface Opened {
  session: string;
  ticket: string;
}

export type Way =
  | { by: "session"; session: string }
  | { by: "request"; session: string }
  | { by: "take-over"; session: string }
  | { by: "code"; code: string }
  | { by: "link"; token: string };

/** What a person typed or pasted: six digits in any writing, a link, or a link's last part. null: none of these. */
export function parseWay(text: string): Way | null {
  const plain = text.normalize("NFKC").trim();
  const digits = plain.replace(/[\s-]/g, "");
  if (/^\d{6}$/.test(digits)) return { by: "code", code: digits };
  const token = tokenOf(plain);
  if (token === null) return null;
  return /^\d{6}$/.test(token) ? { by: "code", code: token } : { by: "link", token };
}

/** Throws ApiError and Unreachable as `call` does. */
export function open(way: Way): Promise<Opened> {
  switch (way.by) {
    case "session":
      return call("POST", `/api/v1/sessions/${encodeURIComponent(way.session)}/open`);
    case "request":
      return call("POST", `/api/v1/sessions/${encodeURIComponent(way.session)}/accept`);
    case "take-over":
      return call("POST", `/api/v1/sessions/${encodeURIComponent(way.session)}/take-over`);
    case "code":
      return call("POST", "/api/v1/codes", { code: way.code });
    case "link":
      return call("POST", "/api/v1/join", { token: way.token });
  }
}

function tokenOf(plain: string): string | null {
  const inLink = /\/s\/([\w.~-]+)(?:[/?#]|$)/.exec(plain);
  if (inLink?.[1]) return inLink[1];
  return /^[\w~-]{8,200}$/.test(plain) ? plain : null;
}
