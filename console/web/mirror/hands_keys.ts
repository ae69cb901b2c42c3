/** Keys pressed in a mirror: which of them travel, and which stay the browser's. Text does not: it comes as input. */
import type { HandsContext } from "./hands_types";
import type { Fields } from "./hands_fields";
import { isOurs, known, modsOf, sortOf, type Sort } from "./hands_places";
import type { Suggestions } from "./hands_suggest";
import type { Pickers } from "./pickers";

/** What becomes of a key: sent to the host alone, sent while it also works here (scrolling, moving the focus), or left alone. */
export type Fate = "send" | "both" | "leave";

const arrows = /^Arrow/;
const sent: Record<Sort, (key: string) => boolean> = {
  text: (key) => key === "Enter" || key === "Escape",
  editable: (key) => key === "Enter" || key === "Escape",
  select: (key) => key === "Escape",
  slider: (key) => key === "Escape" || key === "Enter",
  picker: (key) => key === "Escape",
  box: (key) => key === "Enter" || key === " " || key === "Escape" || arrows.test(key),
  other: (key) => key === "Enter" || key === " " || key === "Escape",
};
const PRESSED_BY_SPACE = "button,summary,input";

/** `ownsArrows` and `pressable` refine what the sort does not say: lines and numbers to walk through, elements that Space presses. */
export function fateOf(sort: Sort, key: string, ownsArrows: boolean, pressable: boolean): Fate {
  if (key === "Tab") return "both";
  if (key === " " && sort === "other" && !pressable) return "both";
  if (sent[sort](key)) return "send";
  // Lists of suggestions are walked by up and down; in lines of text the caret goes, and numbers change.
  if (sort === "text" && /^Arrow(Up|Down)$/.test(key) && !ownsArrows) return "send";
  return sort === "other" || sort === "box" ? "both" : "leave";
}

/** What a key may be for before it is the page's. */
export interface Popups {
  pickers: Pickers;
  suggestions: Suggestions;
}

export function followKeys(context: HandsContext, fields: Fields, popups: Popups, signal: AbortSignal): void {
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
    // The browser's own shortcuts, and what an input method is doing.
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.isComposing ||
      /^(F\d+|Process|Dead|Unidentified)$/.test(event.key)
    )
      return;
    if (!context.mayAct()) return event.key === "Tab" ? undefined : event.preventDefault();
    const target = known(context, context.targetOf(event)) ?? known(context, document.documentElement);
    if (!target || /^(Shift|Control|Alt|Meta|CapsLock)$/.test(event.key)) return;
    const { element, id } = target;
    const fate = fateOf(
      sortOf(element),
      event.key,
      element.matches("textarea,input[type=number i]"),
      element.matches(PRESSED_BY_SPACE),
    );
    if (fate === "leave") return;
    if (fate === "send") event.preventDefault();
    fields.sync(element);
    context.send(["key", frame, id, event.key, event.code, modsOf(event)]);
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
    if (target) context.send(["focus", frame, target.id]);
  };

  const options = { capture: true, signal };
  document.addEventListener("keydown", down, options);
  document.addEventListener("keyup", up, options);
  document.addEventListener("focusin", focused, options);
}
