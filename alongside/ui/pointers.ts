/**
 * The pointers of the others, with their names, over a page: the shopper's own or a mirror. Never captured (an `alongside-ui` element),
 * never in the way of a press, and styled without anything a content security policy could refuse.
 */
import type { Participant } from "../wire/messages";
import css from "./pointers.css";
import { TopLayer } from "./top_layer";

const ARROW = "M5 3l14 8.2-6.4 1.5-3.3 5.8z";
/** A name tag would leave the page when the pointer is this near to its right edge. */
const ROOM_FOR_NAME = 150;

export class Pointers {
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #layer: HTMLElement;
  readonly #pointers = new Map<string, HTMLElement>();
  #top: TopLayer | null = null;
  #roster: Participant[] = [];
  #you = "";

  constructor(document: Document) {
    this.#document = document;
    this.#host = document.createElement("alongside-ui");
    this.#layer = document.createElement("div");
    this.#layer.className = "layer";
    const root = this.#host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [sheetFor(document)];
    root.append(this.#layer);
  }

  /** Who there is; `you` has no pointer here. Pointers of those who went disappear. */
  roster(participants: Participant[], you: string): void {
    this.#roster = participants;
    this.#you = you;
    for (const [id, pointer] of this.#pointers) {
      const participant = this.#find(id);
      if (participant) paint(pointer, participant);
      else this.#drop(id);
    }
  }

  /** Moves a participant's pointer to CSS pixels of the viewport; null hides it. Unknown participants are not shown. */
  show(id: string, x: number | null, y: number | null): void {
    const pointer = this.#pointers.get(id) ?? (x === null ? null : this.#make(id));
    if (!pointer) return;
    pointer.classList.toggle("here", x !== null);
    if (x === null || y === null) return;
    const width = this.#document.documentElement.clientWidth;
    pointer.classList.toggle("flip", x > width - ROOM_FOR_NAME);
    pointer.style.transform = `translate(${x}px,${y}px)`;
    this.#top?.keep();
  }

  destroy(): void {
    this.#top?.destroy();
    this.#pointers.clear();
  }

  #find(id: string): Participant | undefined {
    return this.#roster.find((one) => one.id === id && one.here && id !== this.#you);
  }

  #make(id: string): HTMLElement | null {
    const participant = this.#find(id);
    if (!participant) return null;
    const pointer = this.#document.createElement("div");
    pointer.className = "pointer";
    pointer.append(arrow(this.#document), this.#document.createElement("b"));
    paint(pointer, participant);
    this.#pointers.set(id, pointer);
    this.#layer.append(pointer);
    this.#top ??= new TopLayer(this.#host, this.#layer, { reachable: false });
    return pointer;
  }

  #drop(id: string): void {
    this.#pointers.get(id)?.remove();
    this.#pointers.delete(id);
  }
}

function sheetFor(document: Document): CSSStyleSheet {
  const sheet = new (document.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

function arrow(document: Document): SVGElement {
  const make = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const svg = make("svg");
  const path = make("path");
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", ARROW);
  svg.append(path);
  return svg as SVGElement;
}

function paint(pointer: HTMLElement, { name, color }: Participant): void {
  pointer.style.setProperty("--color", color);
  const tag = pointer.querySelector("b");
  if (tag) tag.textContent = name;
}
