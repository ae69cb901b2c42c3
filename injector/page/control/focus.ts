/** Moving the focus as a press would, or to where the Tab key led in a mirror, with its events even when the shopper's window is in the background. */
import { isEditable, isTyped, parentAcross } from "./elements";
import { beside, viewOf } from "./places";

/**
 * Focuses the element or the nearest one around it that takes the focus; where there is none, the focus is given up. As after a
 * press of a mouse, only what is typed into shows a focus ring, but for `byKey`.
 */
export function focusFrom(element: Element, byKey = false): void {
  for (let one: Element | null = element; one; one = parentAcross(one)) {
    if (one.localName !== "iframe" && focusOn(one, byKey || isTyped(one) || isEditable(one))) return;
  }
  blurActive(element.ownerDocument);
}

/** Whether the element has the focus afterwards. `isVisible`: with a focus ring, as after a key. */
export function focusOn(element: Element, isVisible = true): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const before = root.activeElement;
  if (before === element) return true;
  const how: FocusOptions & { focusVisible: boolean } = { preventScroll: true, focusVisible: isVisible };
  (element as HTMLElement).focus?.(how);
  const focused = root.activeElement === element;
  if (focused && !element.ownerDocument.hasFocus()) tellOf(before, element);
  return focused;
}

function blurActive(document: Document): void {
  const active = document.activeElement;
  if (!active || active === document.body) return;
  (active as HTMLElement).blur?.();
  if (!document.hasFocus()) tellOf(active, null);
}

/** A window in the background moves its focus silently (the browser tells when it comes to the front), so the shop is told here. */
function tellOf(before: Element | null, now: Element | null): void {
  const tell = (element: Element | null, types: string[], other: Element | null) => {
    const view = element && viewOf(element);
    const relatedTarget = element && beside(element, other);
    for (const type of view ? types : []) {
      const bubbles = type.startsWith("focus") && type !== "focus";
      element?.dispatchEvent(
        new view!.FocusEvent(type, { bubbles, composed: true, relatedTarget, view: view! }),
      );
    }
  };
  if (before !== before?.ownerDocument.body) tell(before, ["blur", "focusout"], now);
  tell(now, ["focus", "focusin"], before);
}

/** The radio buttons of the same group, in order, this one among them. */
export function radiosWith(radio: HTMLInputElement): HTMLInputElement[] {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const all = [...root.querySelectorAll<HTMLInputElement>("input[type=radio i]")];
  return radio.name ? all.filter((one) => one.name === radio.name && one.form === radio.form) : [radio];
}
