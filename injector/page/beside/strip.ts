/** What is known of both items' goods, side by side. It is not there while nothing is known of either. */
import { h } from "../../../alongside/ui/dom";
import { compareVariants, priceOf, type Product, type Told } from "../../../alongside/ui/goods";
import { pictureOf } from "../../../alongside/ui/seen_list";
import { callProduct } from "./calls";
import type { Pane } from "./pane";
import type { Words } from "./words";

/** The road reads a copy of a page after it has passed; when to ask again, milliseconds. */
const AGAIN_AFTER = [500, 1500, 4000];
/** Narrower windows have no room for it but when it is asked for. */
const NARROW = 640;
/** Of an item's variants so many are told, the others when they are asked for. */
const MOST_VARIANTS = { wide: 8, narrow: 4 };

interface Row {
  name: string;
  /** "" where nothing is known; by these the two are compared. */
  texts: string[];
  cells: HTMLElement[];
}

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
    this.#table.replaceChildren(
      h(
        "thead",
        {},
        rowOf(
          h("td", {}),
          products.map((product) => titleOf(product)),
        ),
      ),
      h("tbody", {}, ...this.#rows(products).map((row) => this.#rowWith(row))),
    );
  }

  #rows(products: (Product | null)[]): Row[] {
    const { facts, availability } = this.#words;
    const plain = (name: string, fact: (product: Product) => string): Row => {
      const texts = products.map((product) => (product ? fact(product) : ""));
      return { name, texts, cells: texts.map((text) => h("td", {}, text || "–")) };
    };
    const rows = [
      plain(facts.price, (product) => priceOf(product, this.#lang)),
      plain(facts.availability, (product) => availability[product.availability ?? ""]),
      this.#variants(products),
      plain(facts.brand, (product) => product.brand ?? ""),
    ];
    return rows.filter(({ texts }) => texts.some((text) => text));
  }

  #rowWith({ name, texts, cells }: Row): HTMLElement {
    const [left, right] = texts;
    const differs = left !== "" && right !== "" && left !== right;
    const title = h("th", { scope: "row" }, name);
    if (differs) title.append(h("span", { class: "differs" }, this.#words.differs));
    return rowOf(title, cells);
  }

  #variants(products: (Product | null)[]): Row {
    const lists = products.map((product, at) => (product ? compareVariants(product, products[1 - at]!) : []));
    const text = (list: Told[]) =>
      list
        .map(({ name, isOut }) => `${name} ${isOut}`)
        .sort()
        .join();
    const cells = lists.map((list) => h("td", {}, ...(list.length ? this.#list(list) : ["–"])));
    return { name: this.#words.facts.variants, texts: lists.map(text), cells };
  }

  /** "Red, Blue and 12 more", which opens. */
  #list(list: Told[]): (Node | string)[] {
    const most = innerWidth > NARROW ? MOST_VARIANTS.wide : MOST_VARIANTS.narrow;
    // One that is left over takes no more room than the words that say so.
    const shown = list.length > most + 1 ? most : list.length;
    const rest = list.slice(shown);
    const told = this.#told(list.slice(0, shown));
    if (!rest.length) return told;
    const more = h("details", { class: "more" }, h("summary", {}, this.#words.more(rest.length)));
    more.append(...this.#told(rest));
    return [...told, " ", more];
  }

  #told(list: Told[]): (Node | string)[] {
    const { comma, semicolon, notThere, availability } = this.#words;
    const between = list.some(({ name }) => /[,、，]/.test(name)) ? semicolon : comma;
    return list.flatMap(({ name, isOut, differs }, at) => {
      const words = isOut ? `${name} (${availability.out})` : name;
      const hint = h("span", { class: "unseen" }, ` (${notThere})`);
      const shown = differs ? h("mark", { title: notThere }, words, hint) : words;
      return at ? [between, shown] : [shown];
    });
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
