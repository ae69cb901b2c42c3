/**
 * Text from remote hands. Synthetic keys insert nothing, so the value goes in through the setter of the element's own prototype (which
 * frameworks that watch the instance's property take for typing), with the events that typing would have. The shopper may be typing in
 * the same field: what both write stands, and the shopper's caret stays theirs.
 */
import type { Action, Result } from "../../../alongside/wire/messages";
import { applied, editOf, moved, rebase, type Edit } from "../../../alongside/wire/merge";
import { typeInEditable } from "./editing";
import { editingHost, isDisabled, isEditable, isTyped } from "./elements";
import { fittingIn, PICKED } from "./fitting";
import { focusOn } from "./focus";
import type { Hand } from "./hand";
import { viewOf } from "./places";
import { isShopperIn } from "./shopper";
import { announce, tellInput } from "./text_events";

type Typed = HTMLInputElement | HTMLTextAreaElement;
export type InputAction = Extract<Action, ["input", ...unknown[]]>;

/** Fields with text from remote hands that have not had their `change` yet. */
const unsettled = new WeakSet<Element>();

/**
 * In a field: the whole value, and the selection after it. In an editable element: `value` takes the place of what the participant has
 * selected there, or of the text between `start` and `end`, counted in characters of its text.
 */
export function typeText(hand: Hand, element: Element, action: InputAction): Result {
  if (isTyped(element)) return typeInField(element, action);
  return isEditable(element) ? typeInEditable(hand, editingHost(element) as HTMLElement, action) : "invalid";
}

export function typeInField(
  field: Typed,
  [, , , asked, start, end, how = 0, base, kind]: InputAction,
): Result {
  const value = fittingIn(field as HTMLInputElement, asked, how);
  if (value === null || isDisabled(field) || field.readOnly) return "invalid";
  if (PICKED.test(field.type)) pick(field, value);
  else edit(field, value, [start, end], base, kind);
  if (how) settle(field);
  return "ok";
}

function pick(field: Typed, value: string): void {
  focusOn(field);
  if (field.value === value) return;
  setValue(field, value);
  settleLater(field);
  tell(field, "input");
}

function edit(
  field: Typed,
  value: string,
  [start, end]: [number, number],
  base?: string | null,
  kind?: string,
): void {
  const isShopper = field.selectionStart !== null && isShopperIn(field);
  focusOn(field);
  const now = field.value;
  const before = base ?? now;
  const mine = fitted(field, now, rebase(editOf(before, value), editOf(before, now)));
  const next = applied(now, mine);
  const along = editOf(value, next);
  const caret = [moved(start, along), moved(end, along)] as const;
  if (next === now) {
    select(field, ...caret);
  } else {
    const places = isShopper ? ([field.selectionStart!, field.selectionEnd!] as const) : null;
    const change = { kind: kind || (mine.put ? "insertText" : "deleteContentBackward"), put: mine.put };
    announce(field, change, () => {
      if (!tellInput(field, "beforeinput", change)) return;
      setValue(field, next);
      select(field, ...caret);
      settleLater(field);
      tellInput(field, "input", change);
    });
    const since = editOf(now, field.value);
    if (places) select(field, moved(places[0], since), moved(places[1], since));
  }
}

/** No longer than the field takes. */
function fitted(field: Typed, now: string, edit: Edit): Edit {
  const most = field.maxLength < 0 ? Infinity : field.maxLength - (now.length - edit.gone);
  return edit.put.length > most ? { ...edit, put: edit.put.slice(0, Math.max(0, most)) } : edit;
}

/** Past any `value` property that a framework put on the element itself. */
export function setValue(field: Element, value: string | boolean | number, property = "value"): void {
  for (let proto: unknown = Object.getPrototypeOf(field); proto; proto = Object.getPrototypeOf(proto)) {
    const setter = Object.getOwnPropertyDescriptor(proto, property)?.set;
    if (setter) return void setter.call(field, value);
  }
}

/** Inputs such as `email` and `number` have no selection and throw. */
function select(field: Typed, start: number, end: number): void {
  if (field.selectionStart !== null) field.setSelectionRange(start, end);
}

/** A browser sends `change` only for what a person typed; so it is sent here when the focus leaves, or at Enter. */
function settleLater(field: Element): void {
  if (unsettled.has(field)) return;
  unsettled.add(field);
  field.addEventListener("blur", () => settle(field), { once: true });
}

/** Sends the `change` that is still owed, if one is. */
export function settle(field: Element): void {
  if (unsettled.delete(field)) tell(field, "change");
}

/** As browsers tell of what was chosen, not typed: `input` leaves a shadow tree, `change` does not. */
export function tell(element: Element, type: "input" | "change"): void {
  const view = viewOf(element);
  if (view) element.dispatchEvent(new view.Event(type, { bubbles: true, composed: type === "input" }));
}
