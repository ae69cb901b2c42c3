/**
 * The shopper chooses two items to be laid side by side. While the tray is open a press on a link of the page chooses its page in place of
 * going there, and links may be dragged; all else on the page is as it was.
 */
import { addressOf, laidIn, ownPath } from "../../../alongside/ui/beside";
import { h } from "../../../alongside/ui/dom";
import { itemAt, type Item } from "../../../alongside/ui/items";
import { TopLayer } from "../../../alongside/ui/top_layer";
import { Tray, type TrayOwner } from "../../../alongside/ui/tray";
import trayCss from "../../../alongside/ui/tray.css";
import { trayWordsFor } from "../../../alongside/ui/tray_words";
import { callSeen } from "../beside/calls";
import { chooseLanguage } from "../text/launcher";
import css from "./choosing.css";

const LINKS = "a[href],area[href]";

export class Choosing implements TrayOwner {
  static #open: Choosing | null = null;
  readonly lang = chooseLanguage(document.documentElement.lang, navigator.language);
  readonly words;
  readonly shop = location.origin;
  readonly here = location.href;
  readonly #stop = new AbortController();
  readonly #top: TopLayer;
  readonly #tray: Tray;
  readonly #before = document.activeElement as HTMLElement | null;

  static begin(): void {
    Choosing.#open ??= new Choosing();
    Choosing.#open.#tray.focus();
  }

  private constructor() {
    const { lang } = this;
    this.words = trayWordsFor(lang);
    this.#tray = new Tray(this, chosenNow());
    const host = h("alongside-ui" as "div", {});
    const root = host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [trayCss, css].map(sheetOf);
    const layer = h("div", { class: "layer", lang }, this.#tray.element);
    root.append(layer);
    this.#top = new TopLayer(host, layer, { reachable: true });
    for (const view of windows()) this.#listen(view);
  }

  seen(): Promise<Item[]> {
    return callSeen(this.lang);
  }

  /** What the page itself says of a page that it links to. */
  find(path: string): Item | null {
    const link = [...document.querySelectorAll<HTMLAnchorElement>(LINKS)].find(
      ({ href }) => typeof href === "string" && ownPath(href, this.shop) === path,
    );
    return link ? itemAt([link], this.shop) : null;
  }

  lay(left: Item, right: Item): void {
    this.close();
    location.assign(addressOf({ left: left.path, right: right.path, shown: "both" }));
  }

  close(): void {
    Choosing.#open = null;
    this.#stop.abort();
    this.#top.destroy();
    this.#before?.focus?.({ preventScroll: true });
  }

  /** Presses of other hands go where they went. */
  #listen(view: Window): void {
    const options = { capture: true, signal: this.#stop.signal };
    view.addEventListener("click", (event) => event.isTrusted && this.#pressed(event), options);
  }

  #pressed(event: MouseEvent): void {
    const path = event.composedPath();
    const isOurs = path.some((one) => (one as Partial<Element>).localName === "alongside-ui");
    const item = isOurs || event.button ? null : itemAt(path, this.shop);
    if (!item) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#tray.put(item);
  }
}

/** What is laid already, where this is the page that lays two. */
function chosenNow(): { left?: Item; right?: Item } {
  const laid = laidIn(location.href, location.href);
  const item = (path: string): Item => ({ path, title: titleIn(path) });
  return {
    ...(laid?.left ? { left: item(laid.left) } : {}),
    ...(laid?.right ? { right: item(laid.right) } : {}),
  };
}

/** This window, and those of the shop's own in it. */
function windows(): Window[] {
  const inner = Array.from(window.frames.length ? document.querySelectorAll("iframe") : []);
  return [window, ...inner.flatMap((frame) => (frame.contentDocument ? [frame.contentWindow!] : []))];
}

function titleIn(path: string): string {
  const documents = Array.from(document.querySelectorAll("iframe"), (frame) => frame.contentDocument);
  return documents.find((one) => one && ownPath(one.URL, one.URL) === path)?.title ?? "";
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
