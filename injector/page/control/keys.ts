/** What a key does on this page, since a synthetic key does nothing by itself. Letters come as text (typing.ts). */
import type { Mods } from "../../../alongside/wire/messages";
import {
  defaultButton,
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
import { newHand, pressClick } from "./press";
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
  " ": (element) => element.matches(PRESSED_BY_SPACE) && click(element),
  Escape: escape,
  Tab: (element, mods) => focusNext(element, !!(mods & SHIFT)),
  ArrowDown: (element) => step(element, 1, -1),
  ArrowRight: (element) => step(element, 1, 1),
  ArrowUp: (element) => step(element, -1, 1),
  ArrowLeft: (element) => step(element, -1, -1),
};

const BUTTONS = "button,summary,input:is([type=button i],[type=submit i],[type=reset i],[type=image i])";
const PRESSED_BY_SPACE = `${BUTTONS},input:is([type=checkbox i],[type=radio i])`;
const PRESSED_BY_ENTER = `${BUTTONS},a[href],area[href]`;

/** The click that a key makes has no pointer events before it. */
function click(element: Element): void {
  pressClick({ ...newHand(), released: true }, { element, x: 0.5, y: 0.5, mods: 0, button: 0 });
}

function enter(element: Element): void {
  if (element.matches(PRESSED_BY_ENTER)) return click(element);
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
function escape(element: Element): void {
  const document = element.ownerDocument;
  const dialog = [...document.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1);
  if (dialog) return closeDialog(dialog);
  const open = document.querySelectorAll<HTMLElement>(
    "[popover=auto]:popover-open,[popover='']:popover-open",
  );
  [...open].at(-1)?.hidePopover();
}

function closeDialog(dialog: HTMLDialogElement): void {
  if (dialog.requestClose) return dialog.requestClose();
  const view = dialog.ownerDocument.defaultView;
  if (view && dialog.dispatchEvent(new view.Event("cancel", { cancelable: true }))) dialog.close();
}

/** Arrows: the next radio button, option or number. `onRange` is the sense for numbers: up and right are more. */
function step(element: Element, along: 1 | -1, onNumber: 1 | -1): void {
  if (isDisabled(element)) return;
  if (isSelect(element) && !element.multiple) return stepSelect(element, along);
  if (!isInput(element)) return;
  if (element.type === "radio") return stepRadio(element, along);
  if (element.type === "range" || element.type === "number") stepNumber(element, onNumber);
}

function stepSelect(select: HTMLSelectElement, along: number): void {
  const options = [...select.options];
  for (let at = select.selectedIndex + along; options[at]; at += along) {
    if (!options[at]?.matches(":disabled")) return void selectOptions(select, [at]);
  }
}

function stepRadio(radio: HTMLInputElement, along: number): void {
  const group = radiosWith(radio).filter((one) => !isDisabled(one));
  const next = group.at((group.indexOf(radio) + along) % group.length);
  if (!next || next === radio) return;
  focusOn(next);
  click(next);
}

function stepNumber(field: HTMLInputElement, along: number): void {
  const copy = field.cloneNode() as HTMLInputElement;
  copy.value = field.value;
  if (along > 0) copy.stepUp();
  else copy.stepDown();
  typeText(field, copy.value, 0, 0);
}
