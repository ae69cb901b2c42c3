/** Keys pressed in a mirror: which of them travel, and which stay the browser's. Text does not: it comes as input. */
import type { HandsContext } from "./hands_types";
import type { Action } from "../../../alongside/wire/messages";
import type { Editables } from "./hands_editable";
import type { Pending } from "./hands_pending";
import { isOurs, known, modsOf, sortOf, type Sort } from "./hands_places";
import type { Suggestions } from "./hands_suggest";
import type { Pickers } from "./pickers";

/** What becomes of a key: sent to the host alone, sent while it also works here (scrolling, moving the focus), or left alone. */
export type Fate = "send" | "both" | "leave";

const walks = /^(Arrow|Page|Home$|End$)/;
/** In what is edited in place the caret is where the host has it. */
const walksInText = /^(Arrow|Home$|End$)/;
/** Of `text` and `editable`, too, the key as such is the shop's; what it does to the text comes as text. */
const sent: Record<Sort, RegExp> = {
  text: /^(Enter|Escape)$/,
  editable: /^(Enter|Escape)$/,
  select: /^Escape$/,
  slider: /^(Enter|Escape)$/,
  picker: /^Escape$/,
  box: /^(Enter|Escape| )$|^(Arrow|Page|Home$|End$)/,
  other: /^(Enter|Escape| )$|^(Arrow|Page|Home$|End$)/,
};
const PRESSED_BY_SPACE = "button,summary,input";

/** `ownsArrows` refines what the sort does not say: lines and numbers to walk through. */
export function fateOf(sort: Sort, key: string, ownsArrows: boolean): Fate {
  if (key === "Tab") return "both";
  if (sent[sort].test(key) || (sort === "editable" && walksInText.test(key))) return "send";
  // Lists of suggestions are walked by up and down; in lines of text the caret goes, and numbers change.
  if (sort === "text" && /^Arrow(Up|Down)$/.test(key) && !ownsArrows) return "send";
  if (sort === "other" || sort === "box") return "both";
  return (sort === "text" || sort === "editable") && walks.test(key) ? "both" : "leave";
}

/** With Ctrl or Cmd: the clipboard, undoing in a field and the browser's own shortcuts stay here. */
export function fateOfShortcut(sort: Sort, key: string): Fate {
  if (/^([cvxnqrtwlp0+=-]|Tab|Page(Up|Down)|F\d+)$/i.test(key)) return "leave";
  const edits = /^([azy]|Backspace|Delete|Arrow\w+|Home|End)$/i.test(key);
  if (sort === "editable" && /^([ayz]|Arrow\w+|Home|End)$/i.test(key)) return "send";
  return edits ? (sort === "text" || key !== "a" ? "leave" : "both") : "send";
}

/** Nothing to delete, so no text changes: shops that empty a list of tags that way still hear of the key. */
function deletesNothing(element: Element, key: string): boolean {
  const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
  if (sortOf(element) !== "text" || (key !== "Backspace" && key !== "Delete")) return false;
  if (value === "") return true;
  return selectionStart === selectionEnd && selectionStart === (key === "Delete" ? value.length : 0);
}

const isScrolling = (element: Element, key: string): boolean =>
  walks.test(key) || (key === " " && !element.matches(PRESSED_BY_SPACE));

/** What a key may be for before it is the page's. */
export interface Popups {
  pickers: Pickers;
  suggestions: Suggestions;
}

export interface KeyOwner {
  pending: Pending;
  editables: Editables;
  sync(element: Element | null): void;
}

export function followKeys(
  context: HandsContext,
  { pending, editables, sync }: KeyOwner,
  popups: Popups,
  signal: AbortSignal,
): void {
  const { document, frame } = context;
  let byKey = false;

  /** Whether the key was for a popup. */
  const isForPopup = (event: KeyboardEvent) => {
    const target = context.mayAct() ? known(context, context.targetOf(event)) : null;
    if (!target) return false;
    if (popups.suggestions.key(event)) return true;
    const control = popups.pickers.controlAt(target.element);
    if (!control || event.ctrlKey || event.metaKey || !popups.pickers.isOpenedBy(control, event))
      return false;
    event.preventDefault();
    popups.pickers.open(control);
    return true;
  };
  const down = (event: KeyboardEvent) => {
    if (isOurs(event)) return;
    byKey = event.key === "Tab";
    if (isForPopup(event)) return;
    // What an input method is doing.
    if (event.isComposing || /^(F\d+|Process|Dead|Unidentified)$/.test(event.key)) return;
    const isShortcut = event.ctrlKey || event.metaKey;
    const isFree = context.look?.isFree ?? false;
    if (!context.mayAct())
      return event.key === "Tab" || isShortcut || isFree ? undefined : event.preventDefault();
    const target = known(context, context.targetOf(event)) ?? known(context, document.documentElement);
    if (!target || /^(Shift|Control|Alt|Meta|CapsLock)$/.test(event.key)) return;
    const { element, id } = target;
    const sort = sortOf(element);
    // Who looks around alone scrolls with keys, too.
    if (isFree && !isShortcut && sort === "other" && isScrolling(element, event.key)) return;
    const fate = isShortcut
      ? fateOfShortcut(sort, event.key)
      : fateOf(sort, event.key, element.matches("textarea,input[type=number i]"));
    if (fate === "leave" && !deletesNothing(element, event.key)) return;
    if (fate === "send") event.preventDefault();
    sync(element);
    const action: Action = ["key", frame, id, event.key, event.code, modsOf(event)];
    if (sort === "editable") editables.press(element as HTMLElement, action);
    else context.send(action);
  };
  /** Space presses a button when it is let go. */
  const up = (event: KeyboardEvent) => {
    if (isOurs(event)) return;
    const target = known(context, context.targetOf(event));
    if (event.key === " " && target?.element.matches(PRESSED_BY_SPACE) && sortOf(target.element) !== "text")
      event.preventDefault();
  };
  const focused = (event: FocusEvent) => {
    if (isOurs(event)) return;
    const target = byKey && context.mayAct() ? known(context, context.targetOf(event)) : null;
    byKey = false;
    // The shop may have kept the key: the focus is where the host has it once this is answered.
    if (target) pending.send(document.documentElement, ["focus", frame, target.id]);
  };

  const options = { capture: true, signal };
  document.addEventListener("keydown", down, options);
  document.addEventListener("keyup", up, options);
  document.addEventListener("focusin", focused, options);
}
