/** Where the shopper's own hand is: a field that they are in keeps their caret, whatever others type in it. */

const places = new WeakMap<Document, EventTarget | null>();

/** From now on, what the shopper presses or types in is known. Before that, it is what has the focus. */
export function watchShopper(document: Document): void {
  if (places.has(document)) return;
  places.set(document, document.hasFocus() ? innermost(document) : null);
  const note = (event: Event) => {
    if (event.isTrusted) places.set(document, event.composedPath()[0] ?? null);
  };
  for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, note, true);
}

export function isShopperIn(element: Element): boolean {
  const place = places.get(element.ownerDocument) as Node | null | undefined;
  return !!place && element.contains(place) && element.contains(innermost(element.ownerDocument));
}

function innermost(document: Document): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
