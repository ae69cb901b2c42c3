/** Key events with the legacy codes that shops still compare with, around what the key does. */
import type { Mods } from "../../../alongside/wire/messages";
import { modifiers } from "./hand";
import { viewOf } from "./places";

const codes: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  " ": 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
  // An input method is at work.
  Process: 229,
};

/** `keyCode` as browsers give it for a US keyboard; 0 where there is none. */
export function keyCodeOf(key: string): number {
  return codes[key] ?? (/^[a-z0-9]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
}

/** The physical key that gives this letter or digit, "" where that is not known. */
export function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return /^\d$/.test(key) ? `Digit${key}` : key === " " ? "Space" : "";
}

/**
 * keydown, keypress where a key has one, `act` unless the shop prevented either, keyup on whatever has the focus then. False when the
 * shop prevented one.
 */
export function tapKey(element: Element, key: string, code: string, mods: Mods, act: () => void): boolean {
  const keyCode = keyCodeOf(key);
  const typed = ([...key].length === 1 && !(mods & 6)) || key === "Enter";
  const wanted =
    tellKey(element, "keydown", { key, code, keyCode }, mods) &&
    (!typed || tellKey(element, "keypress", { key, code, keyCode, charCode: charCodeOf(key) }, mods));
  if (wanted) act();
  const active = element.isConnected ? (element.ownerDocument.activeElement ?? element) : null;
  if (active) tellKey(active, "keyup", { key, code, keyCode }, mods);
  return wanted;
}

const charCodeOf = (key: string): number => (key === "Enter" ? 13 : (key.codePointAt(0) ?? 0));

function tellKey(element: Element, type: string, init: KeyboardEventInit, mods: Mods): boolean {
  const view = viewOf(element);
  if (!view) return false;
  const rest = { bubbles: true, cancelable: true, composed: true, view, ...modifiers(mods) };
  return element.dispatchEvent(new view.KeyboardEvent(type, { ...init, ...rest }));
}
