/** One of the two: a page of the shop in a frame of its own, under a bar that says which it is. */
import { ownPath, typedPath, type Side } from "../../../alongside/ui/beside";
import { h, icon } from "../../../alongside/ui/dom";
import { linkField, seenList } from "../../../alongside/ui/seen_list";
import type { TrayWords } from "../../../alongside/ui/tray_words";
import { callSeen } from "./calls";
import { runErrands, type ErrandsOwner } from "./errands";
import type { Words } from "./words";

export interface PaneOwner extends ErrandsOwner {
  readonly words: Words;
  readonly chooseWords: TrayWords;
  /** Its page or what it is called is another one now. */
  moved(pane: Pane): void;
  enlarge(pane: Pane): void;
  close(pane: Pane): void;
}

/** What a page in a pane may do as in a window of its own; all but lead the whole window elsewhere, which old scripts against frames would. */
const MAY = [
  ...["same-origin", "scripts", "forms", "modals", "popups", "popups-to-escape-sandbox", "downloads"],
  ...["pointer-lock", "presentation", "orientation-lock", "storage-access-by-user-activation"],
].map((name) => `allow-${name}`);

/** Scripts against frames that hide their page have done so by then. Milliseconds after its load. */
const HIDDEN_AFTER = 800;

const SIGNS = {
  choose: "M4 6h10M4 12h7M4 18h10M17 9v8M13 13h8",
  large: "M4 9V4h5M20 15v5h-5M4 4l6 6M20 20l-6-6",
  again: "M4 5h7v14H4zM13 5h7v14h-7z",
  close: "M6 6l12 12M18 6L6 18",
};

export class Pane {
  readonly element: HTMLElement;
  /** On the shop's host; "" while nothing is chosen. */
  path = "";
  title = "";
  readonly #owner: PaneOwner;
  readonly #name: HTMLElement;
  readonly #frame = h("iframe", { class: "page" });
  readonly #body = h("div", { class: "body" }, this.#frame);
  readonly #large: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  #document: Document | null = null;
  #over: HTMLElement | null = null;

  constructor(owner: PaneOwner, label: string) {
    const { words } = owner;
    this.#owner = owner;
    this.#name = h("h2", {}, label);
    const button = (sign: keyof typeof SIGNS, text: string, press: () => void) =>
      h("button", { type: "button", title: text, onclick: press }, icon(SIGNS[sign]), h("span", {}, text));
    this.#large = button("large", words.large, () => owner.enlarge(this));
    this.#close = button("close", words.close(label), () => owner.close(this));
    this.#close.classList.add("close");
    const choose = button("choose", words.choose, () => this.choose());
    const bar = h("div", { class: "pane-bar" }, this.#name, choose, this.#large, this.#close);
    this.element = h("section", { class: "pane", "aria-label": label }, bar, this.#body);
    this.#frame.setAttribute("sandbox", MAY.join(" "));
    this.#frame.setAttribute("allow", "fullscreen; payment");
    this.#frame.addEventListener("load", () => this.#loaded());
  }

  set side(side: Side) {
    this.element.dataset["side"] = side;
  }

  /** Shows this page of the shop; "" asks which. */
  open(path: string): void {
    if (!path) return this.choose();
    this.#cover(null);
    this.path = path;
    this.#frame.src = path;
  }

  /** Whether it is the only one that is shown. */
  enlarged(is: boolean): void {
    const { again, large } = this.#owner.words;
    const text = is ? again : large;
    this.#large.title = text;
    this.#large.replaceChildren(icon(is ? SIGNS.again : SIGNS.large), h("span", {}, text));
  }

  /** Asks which page shall stand here; what stood here stays behind it. */
  choose(): void {
    const { words, chooseWords } = this.#owner;
    const link = linkField(chooseWords, (typed) => this.#take(typed));
    const seen = seenList(chooseWords, callSeen(document.documentElement.lang), (item) =>
      this.open(item.path),
    );
    const title = h("h3", { tabIndex: -1 }, words.chooseHere);
    const back = h(
      "button",
      { type: "button", class: "back", onclick: () => this.#cover(null) },
      words.cancel,
    );
    this.#cover(h("div", { class: "tray chooser" }, title, seen, link, this.path ? back : null));
    title.focus({ preventScroll: true });
  }

  /** Looks whether the page is another one, or called otherwise; pages change both without a load. */
  look(): void {
    const document = this.#frame.contentDocument;
    const view = document?.defaultView;
    if (!view || document.URL === "about:blank") return;
    if (document !== this.#document) {
      this.#document = document;
      runErrands(view as Window & typeof globalThis, this.#owner);
    }
    const path = ownPath(document.URL, location.href);
    if (path === null) return;
    if (!this.#owner.mayStay(new URL(document.URL))) return this.#owner.leave(document.URL);
    const title = document.title.trim() || this.#owner.words.untitled;
    if (path === this.path && title === this.title) return;
    this.path = path;
    this.title = title;
    this.#owner.moved(this);
  }

  /** What it is called here, where it need not say which shop it is of. */
  call(title: string): void {
    if (this.#name.textContent === title) return;
    this.#name.textContent = title;
    this.#frame.title = title;
    this.element.setAttribute("aria-label", title);
    const close = this.#owner.words.close(title);
    this.#close.title = close;
    this.#close.querySelector("span")!.textContent = close;
  }

  /** A page that the browser does not show in a frame has no document that could be read. */
  #loaded(): void {
    if (!this.#frame.contentDocument) return this.#refuse();
    if (this.#over?.matches(".refused")) this.#cover(null);
    this.look();
    const document = this.#document;
    setTimeout(() => {
      if (document && document === this.#frame.contentDocument && isHidden(document)) this.#refuse();
    }, HIDDEN_AFTER);
  }

  #refuse(): void {
    const { words } = this.#owner;
    const alone = () => this.#owner.leave(this.path);
    this.#cover(
      h(
        "div",
        { class: "refused", role: "alert" },
        h("h3", {}, words.refused),
        h("p", {}, words.refusedText),
        h("button", { type: "button", class: "main", onclick: alone }, words.alone),
        h("button", { type: "button", onclick: () => this.choose() }, words.choose),
      ),
    );
  }

  #cover(element: HTMLElement | null): void {
    this.#over?.remove();
    this.#over = element;
    this.#frame.inert = element !== null;
    if (element) this.#body.append(element);
  }

  /** False when it is no page of this shop. */
  #take(typed: string): boolean {
    const path = typedPath(typed, location.href);
    if (path !== null) this.open(path);
    return path !== null;
  }
}

const isHidden = ({ body, documentElement, defaultView }: Document): boolean =>
  [documentElement, body].some((one) => one && defaultView?.getComputedStyle(one).display === "none");
