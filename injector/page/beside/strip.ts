/** What is known of both items' goods, side by side. It is not there while nothing is known of either. */
import { h } from "../../../alongside/ui/dom";
import { priceOf, type Availability, type Product } from "../../../alongside/ui/goods";
import { pictureOf } from "../../../alongside/ui/seen_list";
import { callProduct } from "./calls";
import type { Pane } from "./pane";
import type { Words } from "./words";

/** The road reads a copy of a page after it has passed; when to ask again, milliseconds. */
const AGAIN_AFTER = [500, 1500, 4000];
const MOST_VARIANTS = 12;
/** Narrower windows have no room for it but when it is asked for. */
const NARROW = 640;

type Fact = (product: Product) => string;

export class Strip {
  readonly element: HTMLDetailsElement;
  readonly #words: Words;
  readonly #lang = document.documentElement.lang;
  readonly #table = h("table", {});
  /** By path: what is known, null while nothing is. */
  readonly #known = new Map<string, Product | null>();
  #panes: readonly Pane[] = [];

  constructor(words: Words) {
    this.#words = words;
    this.element = h(
      "details",
      { class: "strip", hidden: true },
      h("summary", {}, words.compare),
      h("section", { "aria-label": words.compare }, this.#table),
    );
    this.element.open = innerWidth > NARROW;
  }

  /** These stand side by side now, the left one first. */
  show(panes: readonly Pane[]): void {
    this.#panes = panes;
    for (const { path } of panes) if (path && !this.#known.has(path)) void this.#learn(path);
    this.#draw();
  }

  async #learn(path: string): Promise<void> {
    this.#known.set(path, null);
    for (const pause of [0, ...AGAIN_AFTER]) {
      if (pause) await new Promise((done) => setTimeout(done, pause));
      const product = await callProduct(new URL(path, location.href).href);
      if (!product) continue;
      this.#known.set(path, product);
      return this.#draw();
    }
    this.#known.delete(path); // asked anew when it is shown again
  }

  #draw(): void {
    const products = this.#panes.map(({ path }) => this.#known.get(path) ?? null);
    this.element.hidden = !products.some((product) => product);
    if (this.element.hidden) return;
    const { facts, availability } = this.#words;
    const rows: [name: string, fact: Fact][] = [
      [facts.price, (product) => priceOf(product, this.#lang)],
      [facts.availability, (product) => availability[product.availability ?? ""]],
      [facts.variants, (product) => variantsOf(product, availability.out)],
      [facts.brand, (product) => product.brand ?? ""],
    ];
    const told = rows.filter(([, fact]) => products.some((product) => product && fact(product)));
    this.#table.replaceChildren(
      h(
        "thead",
        {},
        rowOf(
          h("td", {}),
          products.map((product) => titleOf(product)),
        ),
      ),
      h(
        "tbody",
        {},
        ...told.map(([name, fact]) =>
          rowOf(
            h("th", { scope: "row" }, name),
            products.map((product) => h("td", {}, (product && fact(product)) || "–")),
          ),
        ),
      ),
    );
  }
}

/** What a row is about stands between the two. */
function rowOf(name: HTMLElement, [left, right]: HTMLElement[]): HTMLElement {
  return h("tr", {}, left!, name, right!);
}

function titleOf(product: Product | null): HTMLElement {
  if (!product) return h("td", {}, "–");
  const { name: title, picture } = product;
  const item = { path: "", title, ...(picture ? { picture } : {}) };
  return h("th", { scope: "col" }, h("span", { class: "goods" }, pictureOf(item), h("b", {}, title)));
}

function variantsOf({ variants = [] }: Product, out: string): string {
  const isOut = ({ availability }: { availability?: Availability }) => availability === "out";
  const names = variants.map((one) => (isOut(one) ? `${one.name} (${out})` : one.name));
  const rest = names.length - MOST_VARIANTS;
  return names.slice(0, MOST_VARIANTS).join(", ") + (rest > 0 ? ` +${rest}` : "");
}
