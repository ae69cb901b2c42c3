/** The small card by which the shopper is asked to do themselves what others cannot do for them, and the ring around what it is about. */
import { placeBy } from "../../../alongside/ui/place";
import { TopLayer } from "../../../alongside/ui/top_layer";
import { h } from "../panel/dom";
import css from "./card.css";
import { wordsFor, type AskKind } from "./words";

export interface CardOptions {
  kind: AskKind;
  /** What it is about; the card stands by it. */
  element: Element;
  name: string;
  lang: string;
  /** Where a link leads. */
  detail: string;
  /** With the shopper's own gesture. */
  yes(): void;
  no(): void;
}

/** The ring stands this far off, CSS pixels. */
const OFF = 5;
/** Narrower pages have the card along their lower edge. */
const NARROW = 560;

export class Card {
  readonly #element: Element;
  readonly #host = h("alongside-ui" as "div", {});
  readonly #ring = h("div", { class: "ring" });
  readonly #card: HTMLElement;
  readonly #top: TopLayer;
  #frame = 0;
  #before: Element | null = null;

  constructor(options: CardOptions) {
    this.#element = options.element;
    this.#card = makeCard(options);
    const layer = h("div", { class: "layer", lang: options.lang }, this.#ring, this.#card);
    const root = this.#host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(layer);
    keepInside(root);
    this.#top = new TopLayer(this.#host, layer, { reachable: true });
    this.#bringIntoView();
    this.#follow();
    this.#takeFocus();
  }

  remove(): void {
    cancelAnimationFrame(this.#frame);
    const isFocused = this.#host.matches(":focus-within");
    this.#top.destroy();
    if (isFocused) (this.#before as HTMLElement | null)?.focus?.({ preventScroll: true });
  }

  #bringIntoView(): void {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    const { top, bottom } = boxOf(this.#element);
    if (top < 80 || bottom > innerHeight - 200)
      this.#element.scrollIntoView({ block: "center", inline: "nearest", behavior });
  }

  /** Nobody who is typing is interrupted: then the card is only announced. */
  #takeFocus(): void {
    const active = document.activeElement;
    this.#before = active;
    if (!active || active === document.body || active.contains(this.#element))
      this.#card.querySelector<HTMLElement>("button.main")?.focus({ preventScroll: true });
  }

  #follow(): void {
    const box = boxOf(this.#element);
    const isThere = box.width > 0 && box.height > 0;
    this.#ring.hidden = !isThere;
    Object.assign(this.#ring.style, {
      left: `${box.left - OFF}px`,
      top: `${box.top - OFF}px`,
      width: `${box.width + 2 * OFF}px`,
      height: `${box.height + 2 * OFF}px`,
    });
    if (innerWidth > NARROW) this.#place(isThere ? box : new DOMRect(innerWidth / 2, innerHeight / 2, 0, 0));
    this.#frame = requestAnimationFrame(() => {
      this.#top.keep();
      this.#follow();
    });
  }

  #place(box: DOMRect): void {
    const anchor = {
      x: box.x - OFF,
      y: box.y - OFF,
      width: box.width + 2 * OFF,
      height: box.height + 2 * OFF,
    };
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const room = { width: innerWidth, height: innerHeight };
    const { x, y } = placeBy({ ...anchor, rtl: false }, { width, height }, room);
    this.#card.style.left = `${x}px`;
    this.#card.style.top = `${y + 6}px`;
  }
}

/** In the viewport of the top window. */
function boxOf(element: Element): DOMRect {
  const box = element.getBoundingClientRect();
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const around = frame.getBoundingClientRect();
    box.x += around.left + frame.clientLeft;
    box.y += around.top + frame.clientTop;
  }
  return box;
}

const frameOf = (element: Element): Element | null => element.ownerDocument.defaultView?.frameElement ?? null;

function makeCard({ kind, name, lang, detail, yes, no }: CardOptions): HTMLElement {
  const words = wordsFor(lang);
  const note = kind === "file" ? words.fileNote : detail;
  const press = (act: () => void) => (event: Event) => {
    // Only the shopper's own hand answers.
    if (event.isTrusted) act();
  };
  const card = h(
    "div",
    {
      class: "card",
      role: "alertdialog",
      "aria-labelledby": "q",
      "aria-describedby": "n",
      "aria-live": "polite",
    },
    h("h2", { id: "q" }, words.ask[kind](name)),
    h("p", { id: "n", hidden: !note }, note),
    h(
      "div",
      { class: "answers" },
      h("button", { class: "plain", type: "button", onclick: press(no) }, words.no),
      h("button", { class: "main", type: "button", onclick: press(yes) }, words.yes[kind]),
    ),
  );
  card.onkeydown = (event) => {
    if (event.key === "Escape" && event.isTrusted && !event.isComposing) no();
  };
  return card;
}

/** Nobody's business outside, as the panel's events are. */
function keepInside(root: ShadowRoot): void {
  const types =
    "click pointerdown pointerup mousedown mouseup touchstart touchend keydown keyup keypress focusin focusout";
  for (const type of types.split(" "))
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}
