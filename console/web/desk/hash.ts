/** What the desk keeps in the address: `#key=` (sign-in, gone at once), `#session=` (the open one), `#open=` (to be opened). */
import type { Way } from "./opening";
import { parseWay } from "./opening";

/** The one-time key, taken out of the address so that no history or screenshot keeps it. */
export function takeKey(): string | null {
  const key = parameters().get("key");
  if (key !== null) showInHash(null);
  return key;
}

/** What the address asks to open. */
export function wayFromHash(): Way | null {
  const session = parameters().get("session");
  if (session) return { by: "session", session };
  return parseWay(parameters().get("open") ?? "");
}

export function showInHash(session: string | null): void {
  const hash = session === null ? "" : `#session=${encodeURIComponent(session)}`;
  history.replaceState(null, "", location.pathname + location.search + hash);
}

function parameters(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}
