/**
 * Text from remote hands. Synthetic keys insert nothing, so the value goes in through the setter of the element's own prototype (which
 * frameworks that watch the instance's property take for typing), with the events that typing would have.
 */
import type { InputHow, Result } from "../../../alongside/wire/messages";
import { editingHost, isDisabled, isEditable, isTyped } from "./elements";
import { focusOn } from "./focus";
import { tapKey } from "./key_events";
import { viewOf } from "./places";

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** Fields with text from remote hands that have not had their `change` yet. */
const unsettled = new WeakSet<Element>();

/**
 * In a field: the whole value, and the selection after it. In an editable element: `value` takes the place of the text between `start`
 * and `end`, counted in characters of its text.
 */
export function typeText(
  element: Element,
  value: string,
  start: number,
  end: number,
  how: InputHow = 0,
): Result {
  if (isTyped(element)) return typeInField(element, value, start, end, how);
  return isEditable(element)
    ? typeInEditable(editingHost(element) as HTMLElement, value, start, end)
    : "invalid";
}

function typeInField(field: Typed, asked: string, start: number, end: number, how: InputHow): Result {
  const value = fittingIn(field as HTMLInputElement, asked, how);
  if (value === null || isDisabled(field) || field.readOnly) return "invalid";
  focusOn(field);
  if (field.value !== value && PICKED.test(field.type)) {
    setValue(field, value);
    settleLater(field);
    tell(field, "input");
  } else if (field.value !== value) {
    const { inserted } = differenceOf(field.value, value);
    const insert = () => insertInto(field, value, inserted, start, end);
    // A single character comes with its key, for shops that listen to keys; a shop that prevents the key does not want it.
    if ([...inserted].length === 1) tapKey(field, inserted, "", 0, insert);
    else insert();
  } else {
    select(field, start, end);
  }
  if (how) settle(field);
  return "ok";
}

/** Inputs that are set rather than typed into: no keys, and a plain `input`. */
const PICKED = /^(date|time|datetime-local|month|week|color|range)$/;

/** What an input of this kind makes of a value; null when it has none like that. What was picked keeps to its bounds, as in a browser's popup. */
function fittingIn(field: HTMLInputElement, value: string, how: InputHow): string | null {
  if (!PICKED.test(field.type) && field.type !== "number") return value;
  if (field.type === "color") return /^#[\da-f]{6}$/i.test(value) ? value.toLowerCase() : null;
  const probe = field.cloneNode() as HTMLInputElement;
  probe.value = value;
  if (how > 1) {
    if (probe.validity.rangeUnderflow) probe.value = probe.min;
    if (probe.validity.rangeOverflow) probe.value = probe.max;
    if (probe.validity.stepMismatch) probe.stepDown();
  }
  return value && !probe.value ? null : probe.value;
}

function insertInto(field: Typed, value: string, inserted: string, start: number, end: number): void {
  const data = inserted || null;
  const inputType = inserted ? "insertText" : "deleteContentBackward";
  if (!tellInput(field, "beforeinput", inputType, data)) return;
  setValue(field, value);
  select(field, start, end);
  settleLater(field);
  tellInput(field, "input", inputType, data);
}

/** What was put in, and how much was taken away, between two values that share their beginning and end. */
export function differenceOf(before: string, after: string): { inserted: string; removed: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { inserted: after.slice(head, after.length - tail), removed: before.length - head - tail };
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

function tellInput(element: Element, type: string, inputType: string, data: string | null): boolean {
  const view = viewOf(element);
  if (!view) return false;
  const cancelable = type === "beforeinput";
  return element.dispatchEvent(
    new view.InputEvent(type, { bubbles: true, composed: true, cancelable, inputType, data, view }),
  );
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

function typeInEditable(host: HTMLElement, value: string, start: number, end: number): Result {
  const document = host.ownerDocument;
  focusOn(host);
  selectText(host, start, end);
  if (value === "") document.execCommand("delete");
  else if (value === "\n") document.execCommand("insertParagraph");
  else document.execCommand("insertText", false, value);
  return "ok";
}

function selectText(host: HTMLElement, start: number, end: number): void {
  const range = host.ownerDocument.createRange();
  range.setStart(...placeOf(host, start));
  range.setEnd(...placeOf(host, end));
  const selection = host.ownerDocument.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** The text node and offset that lie `offset` characters into the host's text; the end of the host when it is shorter. */
export function placeOf(host: Node, offset: number): [node: Node, offset: number] {
  const walker = (host.ownerDocument as Document).createTreeWalker(host, NodeFilter.SHOW_TEXT);
  let last: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = (node as Text).data.length;
    if (offset <= length) return [node, offset];
    offset -= length;
    last = node;
  }
  return last ? [last, (last as Text).data.length] : [host, host.childNodes.length];
}
