/** State of controls, dialogs and popovers, given by the host and set without a sign of an event to the page. */
import { editOf, moved } from "../../../alongside/wire/merge";
import { CHECKED, CLOSED, INDETERMINATE, MODAL, REOPENED } from "../../../alongside/wire/ops";

export function setValue(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (control.localName === "input" && control.type === "file") {
    setFiles(control as HTMLInputElement, value);
  } else if (control.value !== value) {
    setKeepingCaret(control, value);
  }
}

/** Setting a value moves the caret to its end; the person who is typing here keeps theirs where it was in the text. */
function setKeepingCaret(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { selectionStart, selectionEnd } = control;
  const edit = editOf(control.value, value);
  control.value = value;
  if (control.value !== value) insist(control, value);
  if (selectionStart !== null && control.matches(":focus"))
    control.setSelectionRange(moved(selectionStart, edit), moved(selectionEnd ?? selectionStart, edit));
}

/** Steps count from the default value. What the host's control had when that was another one is what it still has. */
function insist(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const written = control.getAttribute("value");
  if (control.localName !== "input" || written === null) return;
  control.setAttribute("value", value);
  control.value = value;
  control.setAttribute("value", written);
}

/** Empty files of the same names: what a file field shows is their names. */
function setFiles(input: HTMLInputElement, names: string): void {
  const transfer = new DataTransfer();
  for (const name of names.split("\n")) if (name) transfer.items.add(new File([], name));
  input.files = transfer.files;
}

const CHECKS = /^(?:checkbox|radio)$/;
/** Their value is their attribute. */
const STATELESS = /^(?:submit|reset|button|image|hidden)$/;

/** What a control shows, as capture reads it (forms.ts); null for what is no control. */
export function readState(element: Element): string | null {
  const control = element as HTMLInputElement;
  if (element instanceof HTMLSelectElement)
    return JSON.stringify(["o", [...element.selectedOptions].map((option) => option.index)]);
  if (element instanceof HTMLTextAreaElement) return JSON.stringify(["v", control.value]);
  if (!(element instanceof HTMLInputElement) || STATELESS.test(control.type)) return null;
  if (CHECKS.test(control.type))
    return JSON.stringify([
      "c",
      (control.checked ? CHECKED : 0) | (control.indeterminate ? INDETERMINATE : 0),
    ]);
  const files = [...(control.files ?? [])].map((file) => file.name).join("\n");
  return JSON.stringify(["v", control.type === "file" ? files : control.value]);
}

export function setCheck(input: HTMLInputElement, bits: number): void {
  const isChecked = (bits & CHECKED) !== 0;
  // Within a template a group may have several, which came by other names, but none by being checked.
  if (isChecked && input.type === "radio" && input.name && !input.isConnected) {
    const { name } = input;
    input.name = "";
    input.checked = true;
    input.name = name;
  } else input.checked = isChecked;
  input.indeterminate = (bits & INDETERMINATE) !== 0;
}

export function setSelection(select: HTMLSelectElement, indices: readonly number[]): void {
  if (!select.multiple) {
    select.selectedIndex = indices[0] ?? -1;
    return;
  }
  for (const option of select.options) option.selected = indices.includes(option.index);
}

/** Brings a dialog or popover into a layer state; its `open` attribute is the host's already, and stays, for a script may have taken it from a modal dialog. */
export function setLayer(element: HTMLElement, state: number): void {
  if (element.localName === "dialog" && element.popover === null)
    setDialog(element as HTMLDialogElement, state);
  else setPopover(element, state);
}

function setDialog(dialog: HTMLDialogElement, state: number): void {
  const isShown = dialog.hasAttribute("open");
  if (dialog.matches(":modal")) {
    if (state === MODAL) return;
    closeQuietly(dialog);
    if (state !== REOPENED) {
      dialog.toggleAttribute("open", isShown);
      return;
    }
  }
  if (state === CLOSED || !dialog.isConnected) return;
  dialog.removeAttribute("open");
  withoutFocus(dialog, () => dialog.showModal());
  dialog.toggleAttribute("open", isShown);
}

/** What opens takes the focus, and scrolls to where that goes. Here only the host's word does so: somebody may be typing beside the mirror. */
function withoutFocus(element: HTMLElement, work: () => void): void {
  if (element.inert) return work();
  element.inert = true;
  work();
  element.inert = false;
}

/** Removing the attribute alone would leave a dialog in the top layer. */
function closeQuietly(dialog: HTMLDialogElement): void {
  if (!dialog.hasAttribute("open")) dialog.setAttribute("open", "");
  // It would give the focus back to what had it before.
  if (dialog.ownerDocument.hasFocus()) dialog.close();
  else withoutFocus(dialog.ownerDocument.documentElement, () => dialog.close());
}

function setPopover(element: HTMLElement, state: number): void {
  const isOpen = element.matches(":popover-open");
  if (isOpen && (state === CLOSED || state === REOPENED)) element.hidePopover();
  if (
    state !== CLOSED &&
    element.popover !== null &&
    !element.matches(":popover-open") &&
    element.isConnected
  )
    withoutFocus(element, () => element.showPopover());
}
