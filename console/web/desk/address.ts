/**
 * What the desk's address says: `#key=` signs in (and goes at once), `#session=` is the open one, `?return=/s/TOKEN` is
 * the link that led here, to be opened after sign-in.
 */
import type { Way } from "./opening";
import { parseWay } from "./opening";

/** The one-time key, taken out of the address so that no history or screenshot keeps it. */
export function takeKey(): string | null {
  const key = hashParameters().get("key");
  if (key !== null) showSession(null);
  return key;
}

/** What the address asks to open. */
export function wayFromAddress(): Way | null {
  const session = hashParameters().get("session");
  if (session) return { by: "session", session };
  return parseWay(new URLSearchParams(location.search).get("return") ?? "");
}

/** The address of the desk with this session open. */
export function showSession(session: string | null): void {
  const hash = session === null ? "" : `#session=${encodeURIComponent(session)}`;
  history.replaceState(null, "", location.pathname + hash);
}

function hashParameters(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}
