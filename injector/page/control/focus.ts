/** Moving the focus as a press or the Tab key would, with its events even when the shopper's window is in the background. */
import { isDisabled, isEditable, isInput, isTyped, parentAcross } from "./elements";
import { viewOf } from "./places";

/**
 * Focuses the element or the nearest one around it that takes the focus; where there is none, the focus is given up. As after a
 * press of a mouse, only what is typed into shows a focus ring.
 */
export function focusFrom(element: Element): void {
  for (let one: Element | null = element; one; one = parentAcross(one)) {
    if (one.localName !== "iframe" && focusOn(one, isTyped(one) || isEditable(one))) return;
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
  const tell = (element: Element | null, types: string[], relatedTarget: Element | null) => {
    const view = element && viewOf(element);
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

const CANDIDATES =
  "a[href],area[href],button,input,select,textarea,summary,[tabindex],[contenteditable],audio[controls],video[controls]";

/** Moves the focus as Tab does, within the topmost modal dialog where one is open. */
export function focusNext(from: Element, backwards: boolean): void {
  const document = from.ownerDocument;
  const scope = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  const stops = [...scope.querySelectorAll<HTMLElement>(CANDIDATES)].filter(isStop);
  const order = stops.sort((one, other) => (one.tabIndex || 1e5) - (other.tabIndex || 1e5));
  const at = order.indexOf(from as HTMLElement);
  const next =
    at >= 0 ? order.at((at + (backwards ? -1 : 1)) % order.length) : nearestStop(order, from, backwards);
  if (next) focusOn(next);
}

function isStop(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || isDisabled(element) || element.closest("[inert]")) return false;
  if (isInput(element) && element.type === "radio" && !element.checked && hasChecked(element)) return false;
  return element.checkVisibility({ visibilityProperty: true });
}

function hasChecked(radio: HTMLInputElement): boolean {
  return radiosWith(radio).some((one) => one.checked);
}

/** The radio buttons of the same group, in order, this one among them. */
export function radiosWith(radio: HTMLInputElement): HTMLInputElement[] {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const all = [...root.querySelectorAll<HTMLInputElement>("input[type=radio i]")];
  return radio.name ? all.filter((one) => one.name === radio.name && one.form === radio.form) : [radio];
}

function nearestStop(order: HTMLElement[], from: Element, backwards: boolean): HTMLElement | undefined {
  const after = (one: Element) => !!(from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  return backwards ? order.findLast((one) => !after(one)) : (order.find(after) ?? order[0]);
}
