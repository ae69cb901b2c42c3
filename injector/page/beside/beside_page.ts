/**
 * The page with two pages of the shop in it. It is the host page like any other: what is drawn here is mirrored, and whoever may act may
 * press it. What it shows stands in its address, so that a reload, the back button and whoever comes later find it.
 */
import { addressOf, BESIDE, laidIn, type Laid, type Shown, type Side } from "../../../alongside/ui/beside";
import { h, icon } from "../../../alongside/ui/dom";
import { shortTitles } from "../../../alongside/ui/titles";
import trayCss from "../../../alongside/ui/tray.css";
import { trayWordsFor } from "../../../alongside/ui/tray_words";
import { Secrets } from "../capture/secrets";
import css from "./beside.css";
import { tellSeen, type Boot } from "./calls";
import { Pane, type PaneOwner } from "./pane";
import { pathMatcher } from "./paths";
import { Strip } from "./strip";
import { wordsFor } from "./words";

/** Pages in panes change their address and their title without a word. Milliseconds. */
const LOOK_EVERY = 300;
const SWAP = "M7 4L3 8l4 4M3 8h14M17 12l4 4-4 4M21 16H7";

export class BesidePage implements PaneOwner {
  readonly words = wordsFor(document.documentElement.lang);
  readonly chooseWords = trayWordsFor(document.documentElement.lang);
  /** In the order in which they were made; `#isSwapped` says which is on which side. */
  readonly #panes: [Pane, Pane];
  readonly #switch = h("div", { class: "switch", role: "group", "aria-label": this.words.shown });
  readonly #strip = new Strip(this.words);
  readonly #secrets = new Secrets();
  readonly #isLeftOut: (path: string) => boolean;
  #isSwapped = false;
  #shown: Shown = "both";
  #isKeeping = false;

  constructor() {
    const boot = JSON.parse(document.getElementById("boot")!.textContent) as Boot;
    const [first, second] = this.words.sides;
    this.#isLeftOut = pathMatcher(boot.leaveOut);
    this.#panes = [new Pane(this, first), new Pane(this, second)];
  }

  begin(): void {
    document.adoptedStyleSheets = [trayCss, css].map(sheetOf);
    const swap = h("button", { type: "button", class: "swap", title: this.words.swap }, icon(SWAP));
    swap.append(h("span", {}, this.words.swap));
    swap.onclick = () => this.#swap();
    const head = h("header", { class: "head" }, h("h1", {}, this.words.title), swap, this.#switch);
    const panes = h("main", { class: "panes" }, ...this.#panes.map((pane) => pane.element));
    document.body.append(head, panes, this.#strip.element);
    this.#lay((history.state as Laid | null) ?? laidIn(location.href, location.href)!);
    this.#followNavigation();
    setInterval(() => this.#panes.forEach((pane) => pane.look()), LOOK_EVERY);
  }

  mayStay(url: URL): boolean {
    return url.origin === location.origin && !this.#isLeftOut(url.pathname);
  }

  leave(url: string): void {
    location.assign(url);
  }

  moved(pane: Pane): void {
    this.#draw();
    const url = this.#secrets.hideIn(new URL(pane.path, location.href).href);
    tellSeen({ url, title: this.#secrets.hide(pane.title) });
  }

  enlarge(pane: Pane): void {
    this.#show(this.#shown === "both" ? this.#sideOf(pane) : "both");
  }

  /** The other one stays, in the whole window. */
  close(pane: Pane): void {
    const other = this.#panes.find((one) => one !== pane)!;
    this.leave(other.path || "/");
  }

  /** Pages that are there already stay as they are: scrolled, filled in. */
  #lay({ left, right, shown }: Laid): void {
    const [first, second] = this.#panes;
    const isThere = (path: string, pane: Pane) => path !== "" && path === pane.path;
    this.#isSwapped = isThere(left, second) || isThere(right, first);
    const paths: [string, string] = this.#isSwapped ? [right, left] : [left, right];
    this.#panes.forEach((pane, at) => {
      if (!paths[at] || paths[at] !== pane.path) pane.open(paths[at]!);
    });
    this.#show(shown);
  }

  #swap(): void {
    this.#isSwapped = !this.#isSwapped;
    if (this.#shown !== "both") this.#shown = this.#shown === "left" ? "right" : "left";
    this.#draw();
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#draw();
  }

  #sideOf(pane: Pane): Side {
    return (pane === this.#panes[0]) === this.#isSwapped ? "right" : "left";
  }

  #draw(): void {
    document.body.dataset["shown"] = this.#shown;
    for (const pane of this.#panes) {
      pane.side = this.#sideOf(pane);
      pane.enlarged(this.#shown === this.#sideOf(pane));
    }
    const [left, right] = this.#inOrder();
    const titles = shortTitles([left.title, right.title]);
    const [first, second] = this.words.sides.map((side, at) => titles[at] || side) as [string, string];
    left.call(first);
    right.call(second);
    this.#drawSwitch(first, second);
    document.title = this.chooseWords.both(first, second);
    this.#strip.show([left, right]);
    this.#keep();
  }

  #drawSwitch(left: string, right: string): void {
    const parts: [Shown, string][] = [
      ["left", left],
      ["both", this.words.showBoth],
      ["right", right],
    ];
    const buttons = this.#switch.querySelectorAll("button");
    parts.forEach(([shown, text], at) => {
      const button = buttons[at] ?? this.#switch.appendChild(h("button", { type: "button" }, h("span", {})));
      button.querySelector("span")!.textContent = text;
      button.setAttribute("aria-pressed", String(this.#shown === shown));
      button.onclick = () => this.#show(shown);
    });
  }

  #inOrder(): [Pane, Pane] {
    const [first, second] = this.#panes;
    return this.#isSwapped ? [second, first] : [first, second];
  }

  /** The address tells others, so it is without what may be a secret; the whole truth is the browser's own. */
  #keep(): void {
    const [left, right] = this.#inOrder();
    const laid: Laid = { left: left.path, right: right.path, shown: this.#shown };
    const told = { ...laid, left: this.#secrets.hideIn(laid.left), right: this.#secrets.hideIn(laid.right) };
    this.#isKeeping = true;
    history.replaceState(laid, "", addressOf(told));
    this.#isKeeping = false;
  }

  /** Somebody chose anew: what is there already need not load again. Where the browser cannot, the page does. */
  #followNavigation(): void {
    const { navigation } = window as { navigation?: Navigation };
    navigation?.addEventListener("navigate", (event) => {
      const { destination, navigationType } = event;
      const isNew = navigationType === "push" || navigationType === "replace";
      if (this.#isKeeping || !isNew || destination.sameDocument || !event.canIntercept) return;
      const laid = new URL(destination.url).pathname === BESIDE && laidIn(destination.url, location.href);
      if (laid) event.intercept({ handler: () => Promise.resolve(this.#lay(laid)) });
    });
    addEventListener("popstate", ({ state }) => {
      const laid = (state as Laid | null) ?? laidIn(location.href, location.href);
      if (laid) this.#lay(laid);
    });
  }
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
