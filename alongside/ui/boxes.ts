/** Where elements are in a document's viewport, through frames of the same origin, and what of them can be seen. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The border box of `element` in the viewport of `document`, which may be that of a window around its own. */
export function boxOf(element: Element, document: Document): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const box = { left, top, width, height };
  for (let frame = holderOf(element, document); frame; frame = holderOf(frame, document)) {
    const outer = frame.getBoundingClientRect();
    box.left += outer.left + frame.clientLeft;
    box.top += outer.top + frame.clientTop;
  }
  return box;
}

/** What of a box at `element` the boxes around that element let be seen; null: nothing. */
export function seenOf(box: Box, element: Element, document: Document): Box | null {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  let seen: Box | null = cut(box, { left: 0, top: 0, width, height });
  for (let at: Element | null = element; at && seen; at = around(at, document)) {
    if (at !== element && isClipping(at)) seen = cut(seen, boxOf(at, document));
  }
  return seen;
}

/** A part of a box, given as fractions of it. */
export function partOf(box: Box, x: number, y: number, width: number, height: number): Box {
  return {
    left: box.left + x * box.width,
    top: box.top + y * box.height,
    width: width * box.width,
    height: height * box.height,
  };
}

/** The frame element whose document `node` is in; null where that is `document` itself, or out of reach. */
function holderOf(node: Node, document: Document): Element | null {
  return node.ownerDocument === document ? null : (node.ownerDocument?.defaultView?.frameElement ?? null);
}

/** The element around this one, across shadow roots and frames. What is fixed is cut by nothing in its document. */
function around(element: Element, document: Document): Element | null {
  const view = element.ownerDocument.defaultView;
  const isFixed = view?.getComputedStyle(element).position === "fixed";
  if (!isFixed && element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if (!isFixed && root.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (root as ShadowRoot).host ?? null;
  return holderOf(element, document);
}

function isClipping(element: Element): boolean {
  const { ownerDocument } = element;
  if (element.localName === "iframe") return true;
  // What these two are told is done by the viewport.
  if (element === ownerDocument.documentElement || element === ownerDocument.body) return false;
  return ownerDocument.defaultView?.getComputedStyle(element).overflow !== "visible";
}

function cut(box: Box, frame: Box): Box | null {
  const left = Math.max(box.left, frame.left);
  const top = Math.max(box.top, frame.top);
  const width = Math.min(box.left + box.width, frame.left + frame.width) - left;
  const height = Math.min(box.top + box.height, frame.top + frame.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}
