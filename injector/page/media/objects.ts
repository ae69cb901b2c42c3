/**
 * What objects and embeds show. Pictures, SVG as well, are told by their address; of plug-ins and documents no more than the size is
 * told, for a grey box. One that shows what stands in it needs nothing.
 */
import * as dom from "../capture/dom";
import type { Op } from "../../../alongside/wire/ops";
import type { Scope } from "../capture/scope";

const EVENTS = ["load", "error"];
type Shown = readonly [url: string, width: number, height: number];
const ITS_OWN: Shown = ["", 0, 0];

export class Objects {
  /** As the mirrors have them. */
  readonly #told = new Map<HTMLElement, string>();
  /** Whether there is a picture at an address. */
  readonly #pictures = new Map<string, boolean>();
  readonly #due = new Set<HTMLElement>();
  readonly #observer: ResizeObserver;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#observer = new ResizeObserver((entries) => {
      for (const { target } of entries) this.#touch(target as HTMLElement);
    });
  }

  met(element: HTMLElement): void {
    if (this.#scope.masks.isWithin(element)) return;
    for (const name of EVENTS) element.addEventListener(name, this.#heard);
    this.#told.set(element, String(ITS_OWN));
    this.#observer.observe(element);
    this.#touch(element);
  }

  forget(element: HTMLElement): void {
    if (!this.#told.delete(element)) return;
    for (const name of EVENTS) element.removeEventListener(name, this.#heard);
    this.#observer.unobserve(element);
    this.#due.delete(element);
  }

  reset(): void {
    for (const element of this.#told.keys()) {
      this.#told.set(element, String(ITS_OWN));
      this.#due.add(element);
    }
  }

  stop(): void {
    for (const element of [...this.#told.keys()]) this.forget(element);
    this.#observer.disconnect();
  }

  flush(): Op[] {
    const ops: Op[] = [];
    for (const element of this.#due) {
      const id = this.#scope.ids.idOf(element);
      const shown = this.#read(element);
      if (id === null || !shown || this.#told.get(element) === String(shown)) continue;
      this.#told.set(element, String(shown));
      ops.push(["O", id, ...shown]);
    }
    this.#due.clear();
    return ops;
  }

  readonly #heard = (event: Event): void => this.#touch(event.currentTarget as HTMLElement);

  #touch(element: HTMLElement): void {
    this.#due.add(element);
    this.#scope.wake();
  }

  /** Null while that is not known. */
  #read(element: HTMLElement): Shown | null {
    const { offsetWidth, offsetHeight } = element;
    const url = addressOf(element);
    if (!url || !offsetWidth || showsItsOwn(element)) return ITS_OWN;
    const isPicture = this.#pictures.get(url);
    if (isPicture === undefined) this.#probe(url, element);
    const shown = this.#scope.masks.secrets.hideKnown(url);
    return isPicture === undefined ? null : [isPicture ? shown : "", offsetWidth, offsetHeight];
  }

  #probe(url: string, element: HTMLElement): void {
    const probe = new Image();
    probe.onload = probe.onerror = (event) => {
      this.#pictures.set(url, (event as Event).type === "load");
      this.#touch(element);
    };
    probe.src = url;
  }
}

function addressOf(element: Element): string {
  const written = dom.attributeOf(element, dom.htmlNameOf(element) === "object" ? "data" : "src");
  const base = element.ownerDocument.baseURI;
  return written && URL.canParse(written, base) ? new URL(written, base).href : "";
}

/** The content of an object has a place only when nothing else is shown. */
function showsItsOwn(element: Element): boolean {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range.getClientRects().length > 0;
}
