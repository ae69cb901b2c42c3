/** Where the person looks: address, viewport, scroll of every container, focus. */
import { NONE, type Op, type SnapshotMeta } from "../../../alongside/wire/ops";
import { doesMatch, rootOf } from "./dom";
import type { Hooks } from "./hooks";
import type { Scope } from "./scope";

export class Sight {
  /** To be looked at. */
  readonly #scrolled: Set<Node>;
  /** What the mirror has. */
  #places = new Map<Node, string>();
  #address = "";
  /** What the address was made of. */
  #source = "";
  /** Whether the page is laid out for less than this width; read anew when a frame event may have changed that. */
  #width = 0;
  #isNarrower = false;
  #viewport = "";
  #focus = "";

  readonly #scope: Scope;

  constructor(scope: Scope, { scrolled }: Hooks) {
    this.#scope = scope;
    this.#scrolled = scrolled;
  }

  reset(): void {
    this.recheck();
    this.#places = new Map();
    this.#focus = "";
  }

  /** Now and then: of what is out of sight, no event tells. */
  recheck(): void {
    for (const node of [this.#scope.document, ...this.#places.keys()]) this.#scrolled.add(node);
    this.#scope.wake();
  }

  /** Something was moved: what is scrolled in it went back without a sign, and its copy may not have. */
  doubt(): void {
    for (const node of this.#places.keys())
      if (node.parentNode) {
        this.#places.set(node, "");
        this.#scrolled.add(node);
      }
  }

  /** An element was serialised, and nobody took note of scrolling from the start. */
  met(element: Element): void {
    if (element.scrollTop || element.scrollLeft) this.#scrolled.add(element);
  }

  forget(node: Node): void {
    this.#scrolled.delete(node);
    this.#places.delete(node);
  }

  heardScroll(target: Node): void {
    this.#scrolled.add(target);
    this.#scope.wake();
  }

  heardFrame(): void {
    this.#width = 0;
    this.#scope.wake();
  }

  meta(): SnapshotMeta {
    const { document } = this.#scope;
    const viewport = this.#readViewport();
    this.#viewport = viewport.join();
    const compat = document.compatMode === "BackCompat" ? "BackCompat" : "CSS1Compat";
    this.#source = this.#readSource();
    const [url, base] = this.#readAddress();
    this.#address = url + base;
    return { url, base, compat, viewport };
  }

  flush(): Op[] {
    const ops: Op[] = [];
    if (this.#source !== (this.#source = this.#readSource())) {
      const [url, base] = this.#readAddress();
      if (this.#address !== (this.#address = url + base)) ops.push(["u", url, base]);
    }
    const viewport = this.#readViewport();
    if (this.#viewport !== (this.#viewport = viewport.join())) ops.push(["w", ...viewport]);
    this.#flushScroll(ops);
    this.#flushFocus(ops);
    return ops;
  }

  /** Marks around a frame are not in it: a frame with another mark is told anew. */
  #readSource(): string {
    const { document, masks } = this.#scope;
    return document.URL + document.baseURI + masks.secrets.version;
  }

  #readAddress(): [url: string, base: string] {
    const { document, masks } = this.#scope;
    const end = masks.isWithin(document) ? /[?#].*/s : "";
    const shown = (address: string) => masks.secrets.hideIn(address.replace(end, ""));
    return [shown(document.URL), shown(document.baseURI)];
  }

  /** What the page is laid out for. A page wider than a phone's screen makes `innerWidth` larger than that. */
  #readViewport(): [width: number, height: number, dpr: number] {
    const { window, document } = this.#scope;
    const { innerWidth, innerHeight, devicePixelRatio } = window;
    if (innerWidth !== this.#width)
      this.#isNarrower = window.matchMedia(`(max-width:${(this.#width = innerWidth) - 1}px)`).matches;
    const root = this.#isNarrower && document.scrollingElement;
    return [root ? root.clientWidth : innerWidth, root ? root.clientHeight : innerHeight, devicePixelRatio];
  }

  /** What has moved is looked at once more: a page that was shorter for a moment is where it was again, and no event tells. */
  #flushScroll(ops: Op[]): void {
    for (const node of this.#scrolled) {
      const id = this.#scope.ids.idOf(node);
      if (id === null) {
        if (!node.isConnected) this.#scrolled.delete(node);
        continue; // not told yet, or never
      }
      const place = this.#placeOf(node);
      const isRoot = node === this.#scope.document.scrollingElement;
      if (!isRoot && (this.#places.get(node) ?? "0,0") !== place.join()) {
        this.#places.set(node, place.join());
        ops.push(["s", id, ...place]);
      } else if (!isBoxless(node)) this.#scrolled.delete(node);
    }
  }

  #placeOf(node: Node): [x: number, y: number] {
    if (node === this.#scope.document) return [this.#scope.window.scrollX, this.#scope.window.scrollY];
    return [(node as Element).scrollLeft, (node as Element).scrollTop];
  }

  #flushFocus(ops: Op[]): void {
    const active = deepActive(this.#scope.document);
    const id = active ? (this.#scope.ids.idOf(active) ?? NONE) : NONE;
    const isVisible = active && id !== NONE && doesMatch(active, ":focus-visible") ? 1 : 0;
    const focus = `${id} ${isVisible}`;
    if (focus === (this.#focus || "0 0")) return;
    this.#focus = focus;
    ops.push(["f", id, isVisible]);
  }
}

/** Without a box it is nowhere, and back where it was when it has one again. */
const isBoxless = (node: Node): boolean =>
  ((node as Partial<Document>).documentElement ?? (node as Partial<Element>)).getClientRects?.().length === 0;

/** The focused element, inside shadow trees too; null when it is the body. */
export function deepActive(document: Document): Element | null {
  let active = document.activeElement;
  while (active) {
    const inner: Element | null | undefined = rootOf(active)?.activeElement;
    if (!inner) break;
    active = inner;
  }
  return active === document.body || active === document.documentElement ? null : active;
}
