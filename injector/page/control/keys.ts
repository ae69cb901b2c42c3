/** What a key does on this page, since a synthetic key does nothing by itself. Letters come as text (typing.ts). */
import type { Mods } from "../../../alongside/wire/messages";
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
import { focusNext, focusOn, radiosWith } from "./focus";
import { selectOptions } from "./forms";
import { tapKey } from "./key_events";
import { newHand, openPopovers, pressClick } from "./press";
import { settle, typeText } from "./typing";

const CTRL_OR_META = 2 | 4;
const SHIFT = 8;

export function pressKey(element: Element, key: string, code: string, mods: Mods): void {
  tapKey(element, key, code, mods, () => {
    if (!(mods & CTRL_OR_META)) effects[key]?.(element, mods);
  });
}

const effects: Record<string, (element: Element, mods: Mods) => void> = {
  Enter: enter,
  " ": (element) => (isButton(element) || isBox(element)) && click(element),
  Escape: escape,
  Tab: (element, mods) => focusNext(element, !!(mods & SHIFT)),
  ArrowDown: (element) => step(element, 1),
  ArrowRight: (element) => step(element, 1),
  ArrowUp: (element) => step(element, -1),
  ArrowLeft: (element) => step(element, -1),
};

const isButton = (element: Element): boolean =>
  /^(button|summary)$/.test(element.localName) ||
  (isInput(element) && /^(button|submit|reset|image)$/.test(element.type));

/** The click that a key makes has no pointer events before it. */
function click(element: Element): void {
  pressClick({ ...newHand(), released: true }, { element, x: 0.5, y: 0.5, mods: 0, button: 0 });
}

function enter(element: Element): void {
  if (isButton(element) || element.matches("a[href],area[href]")) return click(element);
  if (isTextArea(element)) return breakLine(element);
  if (isEditable(element)) return void element.ownerDocument.execCommand("insertParagraph");
  if (isInput(element)) submitFrom(element);
}

function breakLine(field: HTMLTextAreaElement): void {
  const { value, selectionStart: start, selectionEnd: end } = field;
  typeText(field, `${value.slice(0, start)}\n${value.slice(end)}`, start + 1, start + 1);
}

/** HTML's implicit submission: the default button is pressed; without one, a form with a single field of text is submitted. */
function submitFrom(field: Field): void {
  settle(field);
  const form = field.form;
  if (!form) return;
  const button = defaultButton(form);
  if (button) return void (isDisabled(button) || click(button));
  if ([...form.elements].filter((one) => isInput(one) && isTyped(one)).length <= 1) form.requestSubmit();
}

/** Closes the topmost modal dialog, else the topmost popover. */
function escape({ ownerDocument }: Element): void {
  const dialog = [...ownerDocument.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1);
  if (dialog) closeDialog(dialog);
  else openPopovers(ownerDocument).at(-1)?.hidePopover();
}

function closeDialog(dialog: HTMLDialogElement): void {
  const view = dialog.ownerDocument.defaultView;
  if (view && dialog.dispatchEvent(new view.Event("cancel", { cancelable: true }))) dialog.close();
}

/** Arrows: the next radio button or option. In numbers and sliders the mirror steps, and sends the value. */
function step(element: Element, along: 1 | -1): void {
  if (isSelect(element) && !element.multiple) stepSelect(element, along);
  else if (isInput(element) && element.type === "radio") stepRadio(element, along);
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
  click(next);
}
