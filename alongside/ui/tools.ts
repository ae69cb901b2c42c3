/** The keys of the tools. Letters that browsers keep for their own menus and bars are left to them. */
import type { Tool } from "../wire/messages";

const KEYS: Readonly<Record<string, Tool | null>> = {
  KeyP: "point",
  KeyI: "highlight",
  KeyR: "draw",
  KeyK: "look",
  KeyX: null,
};

/** The tool that a key chooses; null: the highlights are to go; undefined: it is no such key. */
export function toolOf({ altKey, ctrlKey, metaKey, shiftKey, code }: KeyboardEvent): Tool | null | undefined {
  return altKey && !ctrlKey && !metaKey && !shiftKey ? KEYS[code] : undefined;
}
