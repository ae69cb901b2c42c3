/** What a key does on this page, since a synthetic key does nothing by itself. Letters come as text (typing.ts). */
import type { Mods } from "../../../alongside/wire/messages";
import { editHere, walk } from "./editing";
import {
  defaultButton,
  isBox,
  isDisabled,
  isEditable,
  isInput,
  isSelect,
  isTextArea,
  isTyped,
  type Field,
} from "./elements";
import { focusOn, radiosWith } from "./focus";
import { selectOptions } from "./forms";
import { tapKey } from "./key_events";
import { scrollByKey } from "./key_scroll";
import { clickByKey, openPopovers } from "./press";
import { settle, typeInField } from "./typing";

const CTRL_OR_META = 2 | 4;
const SHIFT = 8;

/** False when the shop does something of its own with the key. */
export function pressKey(element: Element, key: string, code: string, mods: Mods): boolean {
  return tapKey(element, key, code, mods, () => {
    if (isEditable(element) && walk(element, key, mods)) return;
    if (mods & CTRL_OR_META) return shortcut(element, key.toLowerCase(), mods);
    if (effects[key]?.(element, mods) !== false) return;
    if (!isTyped(element) && !isSelect(element) && !isEditable(element)) scrollByKey(element, key, mods);
  });
}

/** False where the key means nothing to the element, so that it scrolls. */
const effects: Record<string, (element: Element, mods: Mods) => unknown> = {
  Enter: enter,
  " ": (element) => (isButton(element) || isBox(element)) && (clickByKey(element), true),
  Escape: escape,
  Backspace: (element) => isEditable(element) && editHere(element, "deleteContentBackward"),
  Delete: (element) => isEditable(element) && editHere(element, "deleteContentForward"),
  ArrowDown: (element) => step(element, 1),
  ArrowRight: (element) => step(element, 1),
  ArrowUp: (element) => step(element, -1),
  ArrowLeft: (element) => step(element, -1),
  ...Object.fromEntries(["PageUp", "PageDown", "Home", "End"].map((key) => [key, () => false])),
};

const shortcuts: Record<string, string> = {
  b: "formatBold",
  i: "formatItalic",
  u: "formatUnderline",
  z: "historyUndo",
  y: "historyRedo",
};

function shortcut(element: Element, key: string, mods: Mods): void {
  const kind = key === "z" && mods & SHIFT ? "historyRedo" : shortcuts[key];
  if (!isEditable(element)) return;
  if (kind) editHere(element, kind);
  else if (key === "a") element.ownerDocument.execCommand("selectAll");
}

const isButton = (element: Element): boolean =>
  /^(button|summary)$/.test(element.localName) ||
  (isInput(element) && /^(button|submit|reset|image)$/.test(element.type));

function enter(element: Element, mods: Mods): void {
  if (isButton(element) || element.matches("a[href],area[href]")) return clickByKey(element);
  if (isTextArea(element)) return breakLine(element);
  if (isEditable(element)) return editHere(element, mods & SHIFT ? "insertLineBreak" : "insertParagraph");
  if (isInput(element)) submitFrom(element);
}

function breakLine(field: HTMLTextAreaElement): void {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const next = `${value.slice(0, start)}\n${value.slice(end)}`;
  typeInField(field, ["input", "", 0, next, start + 1, start + 1, 0, null, "insertLineBreak"]);
}

/** HTML's implicit submission: the default button is pressed; without one, a form with a single field of text is submitted. */
function submitFrom(field: Field): void {
  settle(field);
  const form = field.form;
  if (!form) return;
  const button = defaultButton(form);
  if (button) return void (isDisabled(button) || clickByKey(button));
  if ([...form.elements].filter((one) => isInput(one) && isTyped(one)).length <= 1) form.requestSubmit();
}

const CLOSED_BY_ESCAPE =
  "dialog:modal:not([closedby=none i]),dialog[open]:is([closedby=any i],[closedby=closerequest i])";

/** Closes what is on top. A modal dialog has closed all popovers before it, so those that are open came after it. */
function escape(element: Element): void {
  const document = element.ownerDocument;
  if (isInput(element) && element.type === "search" && element.value)
    return void typeInField(element, ["input", "", 0, "", 0, 0]);
  const popover = openPopovers(document).at(-1);
  const dialog = [...document.querySelectorAll<HTMLDialogElement>(CLOSED_BY_ESCAPE)].at(-1);
  if (popover) popover.hidePopover();
  else if (dialog) closeDialog(dialog);
}

function closeDialog(dialog: HTMLDialogElement): void {
  const view = dialog.ownerDocument.defaultView;
  if (view && dialog.dispatchEvent(new view.Event("cancel", { cancelable: true }))) dialog.close();
}

/** Arrows: the next radio button or option. In numbers and sliders the mirror steps, and sends the value. */
function step(element: Element, along: 1 | -1): boolean {
  if (isSelect(element) && !element.multiple) stepSelect(element, along);
  else if (isInput(element) && element.type === "radio") stepRadio(element, along);
  else return false;
  return true;
}

function stepSelect(select: HTMLSelectElement, along: number): void {
  let at = select.selectedIndex + along;
  while (select.options[at]?.matches(":disabled")) at += along;
  if (select.options[at]) selectOptions(select, [at]);
}

function stepRadio(radio: HTMLInputElement, along: number): void {
  const group = radiosWith(radio).filter((one) => one === radio || !isDisabled(one));
  const next = group.at((group.indexOf(radio) + along) % group.length);
  if (!next || next === radio) return;
  focusOn(next);
  clickByKey(next);
}
