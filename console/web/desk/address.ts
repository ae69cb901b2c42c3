/**
 * What the desk's address says: `#key=` signs in (and goes at once), `#session=` is the open one, `#settings=` the
 * open page of the settings, `?return=/s/TOKEN` is
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
  show("session", session);
}

/** Which page of the settings is open. */
export function placeFromAddress(): string | null {
  return hashParameters().get("settings");
}

export function showPlace(place: string | null): void {
  show("settings", place);
}

function show(name: string, value: string | null): void {
  const parameters = hashParameters();
  parameters.delete("key");
  if (value === null) parameters.delete(name);
  else parameters.set(name, value);
  const hash = parameters.toString();
  history.replaceState(null, "", location.pathname + (hash && `#${hash}`));
}

function hashParameters(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}
