/**
 * Where two items are chosen to be laid side by side: two zones, the pages seen so far, a field for a link. Used beside the mirror and on
 * the shop's page; what is pressed or dragged there is handed in.
 */
import { ownPath, typedPath, type Side } from "./beside";
import { h, icon } from "./dom";
import type { Item } from "./items";
import { linkField, pictureOf, seenList } from "./seen_list";
import type { TrayWords } from "./tray_words";

export interface TrayOwner {
  readonly words: TrayWords;
  /** An address of the shop. */
  readonly shop: string;
  /** The address of the page at hand. */
  readonly here: string;
  /** The pages seen so far, the latest first. */
  seen(): Promise<Item[]>;
  /** What the page at hand says of this one. */
  find?(path: string): Item | null;
  lay(left: Item, right: Item): void;
  close(): void;
}

interface Zone {
  readonly side: Side;
  readonly name: string;
  readonly element: HTMLElement;
  item: Item | null;
}

const CROSS = "M6 6l12 12M18 6L6 18";
const SIDES: Side[] = ["left", "right"];

export class Tray {
  readonly element: HTMLElement;
  readonly #owner: TrayOwner;
  readonly #zones: Zone[];
  readonly #said = h("p", { class: "tray-said", role: "status" });
  readonly #show: HTMLButtonElement;
  readonly #title: HTMLElement;
  #seen: Item[] = [];
  /** Where the next item goes. */
  #next: Zone;

  constructor(owner: TrayOwner, chosen: Partial<Record<Side, Item>> = {}) {
    const { words } = owner;
    this.#owner = owner;
    this.#zones = SIDES.map((side, at) => this.#makeZone(side, words.sides[at]!));
    this.#next = this.#zones[0]!;
    this.#title = h("h2", { tabIndex: -1 }, words.title);
    this.#show = h("button", { class: "tray-main", type: "button", onclick: () => this.#lay() }, words.show);
    const close = h(
      "button",
      { class: "tray-close", type: "button", "aria-label": words.close },
      icon(CROSS),
    );
    close.onclick = () => owner.close();
    const link = linkField(words, (typed) => this.#take(typed));
    const coming = owner.seen();
    const seen = seenList(words, coming, (item) => this.put(item));
    coming.then(
      (items) => this.#know(items),
      () => undefined,
    );
    const head = h("div", { class: "tray-head" }, this.#title, h("p", {}, words.hint), close);
    const zones = h("div", { class: "tray-zones" }, ...this.#zones.map((zone) => zone.element), this.#show);
    const props = { class: "tray", role: "region", "aria-label": words.title };
    this.element = h("section", props, head, zones, h("div", { class: "tray-more" }, seen, link), this.#said);
    this.element.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing) owner.close();
    };
    for (const zone of this.#zones) zone.item = chosen[zone.side] ?? null;
    this.#turn();
  }

  /** What is looked at now is the first of two, if it is goods; and what is chosen already may be known better. */
  #know(items: Item[]): void {
    this.#seen = items;
    const path = ownPath(this.#owner.here, this.#owner.shop)?.replace(/[?#].*/, "");
    const here = items.find((item) => item.path.replace(/[?#].*/, "") === path);
    const isFree = this.#zones.every(({ item }) => !item);
    if (here?.isProduct && isFree) this.#zones[0]!.item = here;
    for (const zone of this.#zones)
      zone.item = items.find(({ path }) => zone.item?.path === path) ?? zone.item;
    this.#turn();
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }

  /** An item was chosen; into the zone at this place of the window, else into the next. */
  put(item: Item, at?: readonly [x: number, y: number]): void {
    const zone = (at && this.#zoneAt(...at)) || this.#next;
    zone.item = item;
    this.#said.textContent = this.#owner.words.chosen(zone.name, item.title || item.path);
    this.#turn();
  }

  /** Something is carried over this place of the window. Whether it may be dropped there. */
  over(x: number, y: number): boolean {
    const under = this.#zoneAt(x, y);
    for (const zone of this.#zones) zone.element.classList.toggle("over", zone === under);
    return under !== null;
  }

  left(): void {
    for (const zone of this.#zones) zone.element.classList.remove("over");
  }

  #zoneAt(x: number, y: number): Zone | null {
    const isAt = ({ element }: Zone) => {
      const box = element.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    };
    return this.#zones.find(isAt) ?? null;
  }

  /** False when it is no page of this shop. */
  #take(typed: string): boolean {
    const path = typedPath(typed, this.#owner.shop);
    const known = (one: string) => this.#owner.find?.(one) ?? this.#seen.find((item) => item.path === one);
    if (path !== null) this.put(known(path) ?? { path, title: "" });
    return path !== null;
  }

  #lay(): void {
    const [left, right] = this.#zones.map((zone) => zone.item);
    if (left && right) this.#owner.lay(left, right);
  }

  /** The next item goes into an empty zone, else in place of the second. */
  #turn(next = this.#zones.find((zone) => !zone.item) ?? this.#zones[1]!): void {
    this.#next = next;
    this.left();
    for (const zone of this.#zones) this.#draw(zone);
    this.#show.disabled = this.#zones.some((zone) => !zone.item);
  }

  #makeZone(side: Side, name: string): Zone {
    const element = h("div", { class: "tray-zone", role: "group", "aria-label": name });
    const zone: Zone = { side, name, element, item: null };
    element.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.over(event.clientX, event.clientY);
    });
    element.addEventListener("dragleave", () => this.left());
    element.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#dropped(zone, event.dataTransfer);
    });
    return zone;
  }

  #dropped(zone: Zone, data: DataTransfer | null): void {
    const address = data?.getData("text/uri-list") || data?.getData("text/plain") || "";
    this.#turn(zone);
    this.#take(address.split("\n").find((line) => line && !line.startsWith("#")) ?? "");
  }

  #draw(zone: Zone): void {
    const { words } = this.#owner;
    const { item, element, name } = zone;
    element.classList.toggle("next", zone === this.#next);
    const label = h("small", {}, name);
    if (!item) {
      const here = h(
        "button",
        { type: "button", class: "tray-empty", title: words.target },
        label,
        words.empty,
      );
      here.setAttribute("aria-pressed", String(zone === this.#next));
      here.onclick = () => this.#turn(zone);
      return element.replaceChildren(here);
    }
    const title = item.title || item.path;
    const remove = h("button", { type: "button", class: "tray-remove", "aria-label": words.remove(title) });
    remove.append(icon(CROSS));
    remove.onclick = () => {
      zone.item = null;
      this.#turn(zone);
      element.querySelector("button")?.focus();
    };
    const said = h("span", { class: "tray-item" }, label, h("b", {}, title), item.price ?? null);
    element.replaceChildren(pictureOf(item), said, remove);
  }
}
