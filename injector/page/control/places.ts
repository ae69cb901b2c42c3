/** Coordinates between elements, frames and the top window, and the shopper's own pointer. */

/** The window an element lives in; an element of a document without one is of no use to control. */
export function viewOf(node: Node): (Window & typeof globalThis) | null {
  return (node.ownerDocument ?? (node as Document)).defaultView;
}

/** An event knows of nothing in another document, and a browser may break down over one that is gone. */
export const beside = (element: Element, other: EventTarget | null): EventTarget | null =>
  (other as Element | null)?.ownerDocument === element.ownerDocument ? other : null;

/** Client coordinates of the point at fractions (`x`, `y`) of the element's border box. Fractions outside 0…1 are brought in. */
export function pointOn(element: Element, x: number, y: number): { clientX: number; clientY: number } {
  const box = element.getBoundingClientRect();
  const within = (fraction: number) => Math.min(1, Math.max(0, fraction));
  // Not on the far edge itself, which belongs to the neighbour.
  const along = (from: number, size: number, fraction: number) =>
    from + Math.min(Math.max(0, size - 1), size * within(fraction));
  return { clientX: along(box.left, box.width, x), clientY: along(box.top, box.height, y) };
}

/** Client coordinates of `view` as those of the top window. Frames of other hosts end the way: they have no place in a session. */
export function toTop(view: Window, x: number, y: number): [x: number, y: number] {
  for (let frame = view.frameElement; frame; frame = viewOf(frame)?.frameElement ?? null) {
    const box = frame.getBoundingClientRect();
    x += box.left + frame.clientLeft;
    y += box.top + frame.clientTop;
  }
  return [x, y];
}

const POINTS_A_SECOND = 30;

/**
 * Tells where the shopper's pointer is, in coordinates of the top window, at most 30 times a second; null when it left or a finger was
 * lifted. Frames are watched from when the pointer first enters them. Returns how to stop.
 */
export function watchPointer(top: Window, tell: (x: number | null, y: number | null) => void): () => void {
  const stop = new AbortController();
  const options = { capture: true, passive: true, signal: stop.signal } as const;
  const watched = new WeakSet<Document>();
  let waiting = 0;
  let last: [Window, number, number] | null = null;

  const flush = () => {
    waiting = 0;
    if (last) tell(...toTop(...last));
  };
  const leave = () => {
    last = null;
    tell(null, null);
  };
  const watch = (document: Document) => {
    const view = document.defaultView;
    if (!view || watched.has(document)) return;
    watched.add(document);
    const move = (event: PointerEvent) => {
      if (!event.isTrusted) return;
      last = [view, event.clientX, event.clientY];
      waiting ||= top.setTimeout(flush, 1000 / POINTS_A_SECOND);
    };
    document.addEventListener("pointermove", move, options);
    document.addEventListener("pointerdown", move, options);
    document.addEventListener("pointerover", (event) => watch(documentIn(event.target) ?? document), options);
    const up = (event: PointerEvent) => event.isTrusted && event.pointerType !== "mouse" && leave();
    document.addEventListener("pointerup", up, options);
    // Every element left on the way is told of, too; only the last one is the page itself.
    const out = (event: PointerEvent) =>
      event.isTrusted && event.target === document.documentElement && leave();
    document.documentElement?.addEventListener("pointerleave", out, options);
  };

  watch(top.document);
  return () => {
    top.clearTimeout(waiting);
    stop.abort();
  };
}

function documentIn(target: EventTarget | null): Document | null {
  const element = target as Partial<HTMLIFrameElement> | null;
  return element?.localName === "iframe" || element?.localName === "frame"
    ? (element.contentDocument ?? null)
    : null;
}
