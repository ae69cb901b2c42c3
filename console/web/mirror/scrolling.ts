import type { Look } from "./look";
import type { MirrorSheets } from "./sheets";

/**
 * The host's browser has moved with its content and snapped already; ours must not do so a second time. Of important rules those in a
 * layer come before the page's.
 */
const STILL =
  "@layer alongside-still { * { overflow-anchor: none !important; scroll-snap-type: none !important } }";

/** What moves when `node` is scrolled. */
export const scrolledBy = (node: Node): Element | null =>
  node.nodeType === Node.DOCUMENT_NODE ? (node as Document).scrollingElement : (node as Element);

/** What may be scrolled when `node` comes into view; the document stands for its root. */
function around(node: Node): Node[] {
  const found: Node[] = [];
  for (let at = node.parentNode; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null)
    if (
      at.nodeType === Node.DOCUMENT_NODE ||
      (at.nodeType === Node.ELEMENT_NODE && at !== at.ownerDocument!.scrollingElement)
    )
      found.push(at);
  return found;
}

/** For so many frames a place is tried again by itself: what was closed or came in may not be laid out yet. */
const TRIES = 60;

/** Scroll positions that the host gave. One that cannot be reached yet (images are missing) is tried again as the page grows. */
export class Places {
  private readonly unreached = new Map<Node, readonly [x: number, y: number]>();
  private tries = 0;
  private isStill = false;

  constructor(
    private readonly told: (node: Node, x: number, y: number) => void,
    private readonly look: Look,
    private readonly sheets: MirrorSheets,
  ) {
    look.begin((node, x, y) => this.set(node, x, y));
  }

  set(node: Node, x: number, y: number): void {
    if (!this.isStill) this.sheets.patch("still", STILL);
    this.isStill = true;
    this.unreached.delete(node);
    if (!this.look.take(node, x, y)) return;
    if (this.scroll(node, x, y)) return;
    this.unreached.set(node, [x, y]);
    this.tryOn(TRIES);
  }

  /** Back to where the host has it, if anything here moved it. */
  hold(node: Node): void {
    const element = scrolledBy(node);
    if (!element || this.look.isFree || this.unreached.has(node)) return;
    const [x, y] = this.look.placeOf(node);
    if (element.scrollLeft !== x || element.scrollTop !== y) this.scroll(node, x, y);
  }

  /** Nothing around `node` moves through `work`. */
  keep(node: Node, work: () => void): void {
    const before = around(node).map((each): [Node, number, number] => {
      const { scrollLeft = 0, scrollTop = 0 } = scrolledBy(each) ?? {};
      return [each, scrollLeft, scrollTop];
    });
    work();
    for (const [each, x, y] of before) {
      const element = scrolledBy(each);
      if (element && (element.scrollLeft !== x || element.scrollTop !== y)) this.scroll(each, x, y);
    }
  }

  /** The place that the host gave is out of reach, for now. */
  await(node: Node): void {
    this.unreached.set(node, this.look.placeOf(node));
  }

  private tryOn(tries: number): void {
    if (this.tries === 0 && tries > 0) requestAnimationFrame(() => this.tryAgain());
    this.tries = tries;
  }

  private tryAgain(): void {
    const { tries } = this;
    this.tries = 0;
    this.retry();
    if (this.unreached.size) this.tryOn(tries - 1);
  }

  /** The page may have grown. */
  retry(): void {
    if (this.look.isFree) this.unreached.clear();
    for (const [node, [x, y]] of this.unreached) {
      if (!node.isConnected || this.scroll(node, x, y)) this.unreached.delete(node);
    }
  }

  private scroll(node: Node, x: number, y: number): boolean {
    const element = scrolledBy(node);
    if (!element) return false;
    this.told(node, x, y);
    element.scrollTo({ left: x, top: y, behavior: "instant" });
    return Math.abs(element.scrollLeft - x) < 1 && Math.abs(element.scrollTop - y) < 1;
  }
}
