/** Sizes of what is hidden: blocked boxes and masked words. They are measured again when the box around them changes. */
import type { Op } from "../../../alongside/wire/ops";
import { containerOf, isElement } from "./dom";
import type { Frame } from "./frame";
import { isPicture } from "./serialize";
import { readText, type MaskedText } from "./text";

export class Boxes {
  readonly #sized = new Map<Element, string>();
  /** As the mirror has them. */
  readonly #masked = new Map<Text, string | MaskedText>();
  readonly #observer: ResizeObserver | null;
  #isStale = false;

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
    const Observer = frame.window.ResizeObserver as typeof ResizeObserver | undefined;
    this.#observer = Observer ? new Observer(() => this.#resized()) : null;
    frame.document.fonts?.addEventListener("loadingdone", () => this.#resized());
  }

  stop(): void {
    this.#observer?.disconnect();
  }

  reset(): void {
    this.#sized.clear();
    this.#masked.clear();
    this.#observer?.disconnect();
  }

  size(element: Element): void {
    this.#sized.set(element, "");
    this.#isStale = true;
    this.#observer?.observe(element);
  }

  mask(text: Text, wire: string | MaskedText): void {
    this.#masked.set(text, wire);
    const box = typeof wire !== "string" && boxAround(text);
    if (box) this.#observer?.observe(box);
  }

  /** What stands for this text in the mirror; undefined when it is the text itself. */
  maskOf(text: Text): string | MaskedText | undefined {
    return this.#masked.get(text);
  }

  /** A class or style of this element changed: words in it may have other widths in a box of the same size. */
  restyled(element: Element): void {
    for (const text of this.#masked.keys()) if (element.contains(text)) return void (this.#isStale = true);
  }

  forget(node: Node): void {
    this.#masked.delete(node as Text);
    if (this.#sized.delete(node as Element)) this.#observer?.unobserve(node as Element);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    if (!this.#isStale) return ops;
    this.#isStale = false;
    for (const [element, known] of this.#sized) this.#flushSized(element, known, ops);
    for (const [text, known] of this.#masked) this.#flushMasked(text, known, ops);
    return ops;
  }

  #resized(): void {
    if (!this.#sized.size && !this.#masked.size) return;
    this.#isStale = true;
    this.#frame.wake();
  }

  #flushSized(element: Element, known: string, ops: Op[]): void {
    const id = this.#frame.ids.idOf(element);
    const html = element as Partial<HTMLElement>;
    const box = element.getBoundingClientRect();
    const [width, height] = [exact(html.offsetWidth, box.width), exact(html.offsetHeight, box.height)];
    if (id === null || known === `${width} ${height}`) return;
    this.#sized.set(element, `${width} ${height}`);
    ops.push([this.#frame.masks.isBlocked(element) || isPicture(element) ? "B" : "M", id, width, height]);
  }

  #flushMasked(text: Text, known: string | MaskedText, ops: Op[]): void {
    const id = this.#frame.ids.idOf(text);
    const parent = containerOf(text);
    if (id === null || !parent || typeof known === "string") return;
    const { masks } = this.#frame;
    const wire = readText(text, masks.isWithin(parent), masks.secrets);
    if (typeof wire === "string" || JSON.stringify(wire) === JSON.stringify(known)) return;
    this.#masked.set(text, wire);
    ops.push(["x", id, wire[1], wire[2]]);
  }
}

/** The nearest element that a ResizeObserver can see: inline boxes have no size of their own. */
function boxAround(text: Text): Element | null {
  for (let at = containerOf(text); at; at = containerOf(at)) {
    if (!isElement(at)) continue;
    const display = at.ownerDocument.defaultView?.getComputedStyle(at).display ?? "";
    if (display !== "inline" && display !== "contents") return at;
  }
  return null;
}

/** The size before any transform, with its fraction where there is none. */
const exact = (rounded: number | undefined, size: number): number =>
  rounded === undefined || Math.abs(rounded - size) < 1 ? size : rounded;
