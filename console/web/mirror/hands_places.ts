/** Where an event happened, in the terms of the wire: a node of the host page and a place within its border box. */
import type { Mods } from "../../../alongside/wire/messages";
import type { HandsContext } from "./hands_types";

export interface Target {
  element: Element;
  id: number;
}

/** The element an event belongs to, or the nearest around it that the host has; null for what is only the mirror's. */
export function targetOf(context: HandsContext, event: Event): Target | null {
  if (isOurs(event)) return null;
  return known(context, context.targetOf(event));
}

/** What happens in popups and pointers of ours is nobody else's business. */
export const isOurs = (event: Event): boolean =>
  (event.target as Partial<Element> | null)?.localName === "alongside-ui";

export function known(context: HandsContext, node: Node | null): Target | null {
  for (let one = node; one; one = one.parentNode ?? (one as Partial<ShadowRoot>).host ?? null) {
    const id = one.nodeType === Node.ELEMENT_NODE ? context.idOf(one) : null;
    if (id !== null) return { element: one as Element, id };
  }
  return null;
}

/** Client coordinates as fractions, 0 to 1 and of so many digits, of the element's border box. Without a box: its middle. */
export function fractionsOf(element: Element, x: number, y: number, digits = 4): [x: number, y: number] {
  const fine = 10 ** digits;
  const box = element.getBoundingClientRect();
  const part = (offset: number, size: number) =>
    size > 0 ? Math.round(Math.min(1, Math.max(0, offset / size)) * fine) / fine : 0.5;
  return [part(x - box.left, box.width), part(y - box.top, box.height)];
}

export function modsOf({ altKey, ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent): Mods {
  return (altKey ? 1 : 0) | (ctrlKey ? 2 : 0) | (metaKey ? 4 : 0) | (shiftKey ? 8 : 0);
}

/** How the mirror treats an element that is pressed or typed into. */
export type Sort = "text" | "picker" | "slider" | "box" | "select" | "editable" | "other";

const sorts: Record<string, Sort> = {
  checkbox: "box",
  radio: "box",
  range: "slider",
  ...Object.fromEntries(
    ["date", "time", "datetime-local", "month", "week", "color"].map((type) => [type, "picker"]),
  ),
  ...Object.fromEntries(
    ["button", "submit", "reset", "image", "file", "hidden"].map((type) => [type, "other"]),
  ),
};

export function sortOf(element: Element): Sort {
  if (element.localName === "input") return sorts[(element as HTMLInputElement).type] ?? "text";
  if (element.localName === "textarea") return "text";
  if (element.closest("select")) return "select";
  return (element as HTMLElement).isContentEditable ? "editable" : "other";
}
