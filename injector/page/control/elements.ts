/** What kind of element one is. By name, never by `instanceof`: elements of frames are of other realms. */

export const isInput = (element: Element): element is HTMLInputElement => element.localName === "input";
export const isTextArea = (element: Element): element is HTMLTextAreaElement =>
  element.localName === "textarea";
export const isSelect = (element: Element): element is HTMLSelectElement => element.localName === "select";
export const isForm = (element: Element): element is HTMLFormElement => element.localName === "form";
export const isDetails = (element: Element): element is HTMLDetailsElement => element.localName === "details";

export const isBox = (element: Element): element is HTMLInputElement =>
  isInput(element) && /^(checkbox|radio)$/.test(element.type);

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const pressed = new Set(["button", "submit", "reset", "image", "file", "checkbox", "radio", "hidden"]);

/** An input whose value is typed (dates and colours among them), or a textarea. */
export function isTyped(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return isTextArea(element) || (isInput(element) && !pressed.has(element.type));
}

export const isField = (element: Element): element is Field =>
  isInput(element) || isTextArea(element) || isSelect(element);
export const isEditable = (element: Element): element is HTMLElement =>
  (element as HTMLElement).isContentEditable === true;
export const isDisabled = (element: Element): boolean => element.matches(":disabled");

/** The element whose own `contenteditable` makes this one editable. */
export function editingHost(element: Element): Element {
  let host = element;
  while (host.parentElement && isEditable(host.parentElement)) host = host.parentElement;
  return host;
}

/** Parent in the flat tree, across shadow roots, and from a frame's document to the frame element. */
export function parentAcross(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  // By its type: a document with an `<iframe name=host>` has a `host` too.
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (root as ShadowRoot).host ?? null;
  return element.ownerDocument.defaultView?.frameElement ?? null;
}

/** The element itself or the nearest one around it, across shadow roots and frames, for which `test` holds. */
export function nearest(element: Element, test: (element: Element) => boolean): Element | null {
  let one: Element | null = element;
  while (one && !test(one)) one = parentAcross(one);
  return one;
}

/** The button that Enter in a field of this form presses (HTML: the default button), also when it is disabled. */
export function defaultButton(form: HTMLFormElement): HTMLElement | null {
  for (const element of form.elements) {
    if (
      element.matches("button:not([type=button i],[type=reset i]),input[type=submit i],input[type=image i]")
    ) {
      return element as HTMLElement;
    }
  }
  return form.querySelector<HTMLElement>("input[type=image i]");
}
