/** Scrolling in a mirror: the person's own goes to the host, the host's own is followed, and the two do not fight. */
import type { HandsContext } from "./hands_types";
import { throttle, type Pending } from "./hands_pending";
import { fractionsOf, known, modsOf, targetOf, type Target } from "./hands_places";
import { scrolledBy } from "./scrolling";

const SEND_EVERY = 50;
/** CSS pixels of a line, where a wheel counts in lines. */
const LINE = 16;
/** A scrolling has ended when nothing moved for so long; until then the host's echoes are held back. Milliseconds. */
const AT_REST_AFTER = 200;

export class Scrolling {
  readonly #context: HandsContext;
  readonly #pending: Pending;
  readonly #signal: AbortSignal;
  readonly #byMirror = new WeakMap<Node, [x: number, y: number]>();
  readonly #resting = new Map<Node, ReturnType<typeof setTimeout>>();
  readonly #senders = new WeakMap<Node, () => void>();

  constructor(context: HandsContext, pending: Pending, signal: AbortSignal) {
    this.#context = context;
    this.#pending = pending;
    this.#signal = signal;
    this.listen(context.document);
    context.seen?.listen(context.document, signal);
    // Who may not act follows the host's view; Tab and the browser's own keys still work.
    const still = (event: Event) => {
      if (!context.mayAct() && !context.look?.isFree && event.cancelable) event.preventDefault();
    };
    context.document.addEventListener("wheel", (event) => this.#turned(event), {
      capture: true,
      passive: false,
      signal,
    });
    for (const type of ["wheel", "touchmove"]) {
      context.document.addEventListener(type, still, { capture: true, passive: false, signal });
    }
  }

  /** For the document and for every shadow root: scroll events do not leave theirs. */
  listen(root: Document | ShadowRoot): void {
    const heard = (event: Event) => this.#moved(event.target as Node);
    root.addEventListener("scroll", heard, { capture: true, passive: true, signal: this.#signal });
  }

  /** The mirror itself scrolled `node`. */
  scrolled(node: Node, x: number, y: number): void {
    this.#byMirror.set(node, [x, y]);
  }

  /** Turns that have not been told yet, and where the shop did something of its own with the last one. */
  #turns: [x: number, y: number] = [0, 0];
  readonly #taken = new WeakSet<Element>();

  /** The shop hears of the wheel; what it has for itself does not scroll here either, from the second turn on. */
  #turned(event: WheelEvent): void {
    const target = targetOf(this.#context, event);
    if (!target || !this.#context.mayAct() || this.#context.look?.isFree) return;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    this.#turns = [this.#turns[0] + event.deltaX * lines, this.#turns[1] + event.deltaY * lines];
    if (this.#taken.has(target.element) && event.cancelable) event.preventDefault();
    this.#tellTurns(event, target);
  }

  readonly #tellTurns = throttle(SEND_EVERY, (event: WheelEvent, { element, id }: Target) => {
    if (this.#signal.aborted) return;
    const place = fractionsOf(element, event.clientX, event.clientY);
    const turns = this.#turns.map(Math.round) as [number, number];
    this.#turns = [0, 0];
    this.#pending.send(
      element,
      ["wheel", this.#context.frame, id, ...place, ...turns, modsOf(event)],
      (result) => {
        if (result === "invalid") this.#taken.add(element);
        else this.#taken.delete(element);
      },
    );
  });

  #moved(node: Node): void {
    const [byX, byY] = this.#byMirror.get(node) ?? [NaN, NaN];
    const isNew = !this.#resting.has(node);
    if (isSnapped(scrolledBy(node), byX, byY) && isNew) return;
    if (!this.#context.look?.isFree && isNew) {
      if (isCutShort(scrolledBy(node), [byX, byY])) return this.#context.cutShort?.(node);
      if (this.#context.seen?.isElsewhere) return this.#context.putBack?.(node);
    }
    this.#byMirror.delete(node);
    if (this.#context.look?.isFree) return this.#context.look.moved(node);
    if (!this.#context.mayAct()) return;
    this.#keepMoving(node);
    this.#senderFor(node)();
  }

  #keepMoving(node: Node): void {
    const timer = this.#resting.get(node);
    if (timer === undefined) this.#pending.hold(node);
    clearTimeout(timer);
    const rest = () => {
      this.#resting.delete(node);
      if (!this.#signal.aborted) this.#pending.release(node);
    };
    this.#resting.set(node, setTimeout(rest, AT_REST_AFTER));
  }

  #senderFor(node: Node): () => void {
    const sender = this.#senders.get(node) ?? throttle(SEND_EVERY, () => this.#send(node));
    this.#senders.set(node, sender);
    return sender;
  }

  #send(node: Node): void {
    const id = node.nodeType === Node.DOCUMENT_NODE ? 0 : known(this.#context, node)?.id;
    if (id === undefined || this.#signal.aborted) return;
    this.#pending.send(node, ["scroll", this.#context.frame, id, ...this.#placeOf(node)]);
  }

  #placeOf(node: Node): [x: number, y: number] {
    const element = scrolledBy(node);
    return [Math.round(element?.scrollLeft ?? 0), Math.round(element?.scrollTop ?? 0)];
  }
}

/** Where the mirror put it, but for what a browser rounds to the pixels of its screen; the end of a swipe may be less than a pixel away. */
const isSnapped = (element: Element | null, x: number, y: number): boolean => {
  const near = 0.5 / devicePixelRatio + 0.02;
  return Math.abs((element?.scrollLeft ?? 0) - x) <= near && Math.abs((element?.scrollTop ?? 0) - y) <= near;
};

/** It stands at its end, and that is before the place it was brought to: pictures are missing, or have gone for a moment. */
function isCutShort(element: Element | null, [x, y]: readonly [number, number]): boolean {
  if (!element) return false;
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element;
  const isCut = (now: number, wanted: number, room: number, size: number) =>
    Math.abs(now - wanted) <= 1 || (Math.abs(now) < Math.abs(wanted) && Math.abs(now) + room >= size - 1);
  return isCut(scrollLeft, x, clientWidth, scrollWidth) && isCut(scrollTop, y, clientHeight, scrollHeight);
}
