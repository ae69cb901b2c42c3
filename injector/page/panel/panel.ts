/**
 * What the shopper sees of Alongside: the launcher, the card with its pages, the border and the bar, all in one closed shadow root. It shows
 * and asks; what is done about it is passed in.
 */
import { TopLayer } from "../../../alongside/ui/top_layer";
import type { Kind, Participant } from "../../../alongside/wire/messages";
import type { FromOwner } from "../../../alongside/wire/leading";
import type { CallBy, CallOf } from "../../../alongside/wire/call";
import type { FromSpeaker, ToListener } from "../../../alongside/wire/talk";
import { bringCare, type Moment } from "../link/caring";
import { opened } from "../link/memory";
import { bringTalk, type Talk, type TalkHost } from "../link/talking";
import type { VisitModel } from "../link/visit";
import type { Text } from "../text";
import { Bar } from "./bar";
import { h, icon, icons } from "./dom";
import css from "./panel.css";
import { others } from "./people";
import { askConsent, askTab, showEnded, showFailed, showOffer, showStarting, type View } from "./views";

export interface PanelActions {
  /** The shopper chose an offer; the panel is asked for consent, as it is by a shop's own button. */
  start(kind: Kind): void;
  stop(): void;
  invite(): Promise<string>;
  renewCode(): Promise<void>;
  /** The link and code are wanted on a page that was not there when they were made. */
  refresh(): void;
  /** False when there is no connection. */
  send(message: FromSpeaker | FromOwner | CallBy): boolean;
}

/** The shop's policy lets in what carries the nonce that this script came with. */
const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce ?? "";

const ENDED_SHOWN_FOR = 8000;

/** Events in the panel are nobody's business outside: not the shop's shortcuts, not its "pressed outside" handlers, not its focus traps. */
const KEPT_INSIDE = [
  ...["click", "pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend", "wheel"],
  ...["keydown", "keyup", "keypress", "focusin", "focusout", "input", "change", "copy", "cut", "paste"],
];

export class Panel {
  readonly #text: Text;
  readonly #actions: PanelActions;
  readonly #host = h("alongside-ui" as "div", {});
  readonly #root = this.#host.attachShadow({ mode: "closed" });
  readonly #card: HTMLElement;
  readonly #body = h("div", { class: "body" });
  readonly #news = h("div", { class: "news", role: "status" });
  readonly #layer: HTMLElement;
  readonly #bar: Bar;
  #asked = false;
  #top: TopLayer | void = undefined;
  #view: View | null = null;
  #talk: Talk | null = null;
  #offers = false;
  #shares = false;
  #answer: ((yes: boolean) => void) | null = null;
  #model: VisitModel;
  #ticking = 0;
  #closing = 0;

  constructor(text: Text, model: VisitModel, actions: PanelActions) {
    this.#text = text;
    this.#model = model;
    this.#actions = actions;
    this.#bar = new Bar(text, { open: () => this.open(), stop: () => actions.stop() });
    this.#card = this.#makeCard();
    this.#layer = h(
      "div",
      { class: "layer", lang: text.lang },
      this.#bar.edge,
      this.#bar.element,
      this.#card,
      this.#news,
    );
    this.#fillHost();
    this.#arrange();
  }

  /** Shows what fits the moment: the session that runs, or what can be begun. `quiet` leaves the focus where it is. */
  open(quiet = false): void {
    if (!isRunning(this.#model)) {
      this.#show(showOffer(this.#text, (kind) => this.#actions.start(kind)));
      this.#offers = true;
      return this.#care("offer");
    }
    if (!this.#model.link) this.#actions.refresh();
    opened.set("1");
    if (!this.#talk) this.#show(showStarting(this.#text), quiet);
    this.#shares = true;
    this.#bringTalk(quiet);
  }

  /** What is not in this script, but belongs into the card that was just shown. */
  #care(moment: Moment): void {
    const view = this.#view;
    const host = {
      lang: this.#text.lang,
      body: this.#body,
      adopt: (css: string) => this.#adopt(css),
      show: (next: View) => this.#show(next),
      open: () => this.open(),
      close: () => this.close(),
      keep: () => clearTimeout(this.#closing),
    };
    bringCare(host, moment, () => this.#view === view);
  }

  /** Where the tools of control.js have their place. */
  get tools(): HTMLElement {
    return this.#bar.tools;
  }

  /** What the hub says of the conversation, and whatever else is not this script's to know. */
  hear(message: ToListener | CallOf): void {
    this.#talk?.receive(message);
  }

  #bringTalk(quiet = false): void {
    bringTalk(
      (make) => {
        this.#talk ??= this.#dress(make(this.#talkHost()));
        if (this.#shares && isRunning(this.#model)) this.#showTalk(this.#talk, quiet);
      },
      () => this.#shares && this.fail(this.#text.error.network, () => this.open()),
    );
  }

  #showTalk(talk: Talk, quiet: boolean): void {
    const view = talk.view();
    this.#show(view, quiet);
    this.#shares = true;
    view.shown?.();
  }

  #dress(talk: Talk): Talk {
    this.#adopt(talk.css);
    return talk;
  }

  #adopt(css: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets.push(sheet);
  }

  #talkHost(): TalkHost {
    return {
      ...this.#actions,
      lang: this.#text.lang,
      close: () => this.close(),
      model: () => this.#model,
      isSeen: () => this.#shares && document.visibilityState === "visible",
      byPhone: () => this.#care("call"),
      heard: (_, words) => (this.#news.textContent = words),
      changed: () => this.#refresh(),
    };
  }

  /** Whether the shopper agrees to share. Closing the card means no. */
  ask(kind: Kind): Promise<boolean> {
    return this.#ask((answer) => askConsent(this.#text, kind, answer));
  }

  /** Whether somebody who asks may see another tab. */
  async askTab(who: string, tab: string): Promise<boolean> {
    const isShown = await this.#ask((answer) => askTab(this.#text, who, tab, answer));
    if (isShown) this.close();
    return isShown;
  }

  #ask(view: (answer: (yes: boolean) => void) => View): Promise<boolean> {
    return new Promise((resolve) => {
      this.#show(view((yes) => this.#decide(yes)));
      this.#answer = resolve;
    });
  }

  wait(): void {
    this.#show(showStarting(this.#text));
  }

  fail(message: string, retry: () => void): void {
    this.#show(showFailed(this.#text, message, retry));
  }

  close(): void {
    opened.set(null);
    const held = this.#holdsFocus();
    this.#clear();
    this.#arrange();
    if (held)
      (isRunning(this.#model) ? this.#bar.opener : window.alongside?.launcher?.button)?.focus({
        preventScroll: true,
      });
  }

  update(model: VisitModel): void {
    const before = this.#model;
    this.#model = model;
    const came = newIn(others(model), others(before), true);
    const left = newIn(others(before), others(model));
    if (left.length && isRunning(model)) this.#say(left, this.#text.left);
    if (came.length) this.#welcome(came);
    if (isRunning(before) && model.state === "ended") this.#end();
    if (model.connected && !before.connected) this.#come(model);
    // The shop's own button may have begun what the card still offers.
    if (this.#offers && isRunning(model)) this.open();
    this.#arrange();
    this.#refresh();
  }

  /** The connection stands, for the first time on this page or again. */
  #come(model: VisitModel): void {
    if (this.#talk) this.#talk.connected(model.you);
    else if (opened.get() && !this.#view) this.open(true);
    else this.#bringTalk();
  }

  #say(people: Participant[], words: (name: string) => string): void {
    this.#news.textContent = people.map((one) => words(one.name)).join(" ");
  }

  #welcome(came: Participant[]): void {
    this.#say(came, this.#text.joined);
    // On a phone the card covers the page that they are to look at together.
    if (this.#shares && isNarrow()) this.close();
  }

  #end(): void {
    opened.set(null);
    this.#talk = null;
    this.#show(showEnded(this.#text, () => this.open()));
    this.#closing = setTimeout(() => this.close(), ENDED_SHOWN_FOR) as unknown as number;
    this.#care("ended");
  }

  #decide(yes: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    if (!yes) this.close();
    answer?.(yes);
  }

  #show(view: View, quiet = false): void {
    this.#clear();
    this.#view = view;
    this.#body.replaceChildren(...view.body);
    this.#arrange();
    if (!quiet) this.#card.querySelector<HTMLElement>("#title")?.focus({ preventScroll: true });
  }

  /** A question that is still open is answered with no. */
  #clear(): void {
    clearTimeout(this.#closing);
    this.#view = null;
    this.#offers = this.#shares = false;
    const answer = this.#answer;
    this.#answer = null;
    answer?.(false);
  }

  /** What is there at all: nothing of ours is in the page while nothing is shown. */
  #arrange(): void {
    const running = isRunning(this.#model);
    this.#card.hidden = !this.#view;
    const idle = !running && !this.#view;
    this.#showLauncher(idle);
    if (!idle) this.#top ??= new TopLayer(this.#host, this.#layer, { reachable: true });
    else if (this.#top) this.#top = void this.#top.destroy();
    clearInterval(this.#ticking);
    this.#ticking = idle ? 0 : (setInterval(() => this.#refresh(), 1000) as unknown as number);
  }

  /** Not before the page is there: a shop that hydrates its whole document would take our element for a difference. */
  #showLauncher(idle: boolean): void {
    const host = window.alongside?.launcher?.host;
    const wanted = idle && !this.#model.resuming;
    if (!wanted) host?.remove();
    else if (document.readyState !== "complete")
      addEventListener("load", () => this.#arrange(), { once: true });
    else if (!host) this.#bringLauncher();
    else if (!host.isConnected) document.documentElement.append(host);
  }

  /** The launcher is the loader's; a page that came with the page script has not got it yet. */
  #bringLauncher(): void {
    if (this.#asked) return;
    this.#asked = true;
    const script = h("script", { nonce, src: "/__alongside/loader.js", onload: () => this.#arrange() });
    document.head.append(script);
    script.remove();
  }

  #refresh(): void {
    this.#top?.keep();
    this.#bar.update(this.#model, this.#shares ? undefined : (this.#talk ?? undefined));
    this.#view?.update?.();
  }

  #holdsFocus(): boolean {
    return this.#card.contains((this.#card.getRootNode() as ShadowRoot).activeElement);
  }

  #makeCard(): HTMLElement {
    const close = h(
      "button",
      { class: "close", type: "button", "aria-label": this.#text.close },
      icon(icons.close),
    );
    close.onclick = () => this.close();
    const top = h("div", { class: "top" }, h("span", { class: "mark" }), h("p", {}, this.#text.title), close);
    const card = h("div", { class: "card", role: "dialog", "aria-labelledby": "title" }, top, this.#body);
    card.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
    };
    return card;
  }

  #fillHost(): void {
    const root = this.#root;
    this.#adopt(css);
    root.append(this.#layer);
    for (const type of KEPT_INSIDE)
      root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  }
}

/** Also `as` what they are now: a supervisor who takes over comes in as a rep. */
const newIn = (some: Participant[], known: Participant[], as = false): Participant[] =>
  some.filter((one) => !known.some(({ id, role }) => id === one.id && (!as || role === one.role)));

const isNarrow = (): boolean => matchMedia("(max-width:560px)").matches;

const isRunning = ({ state }: VisitModel): boolean => state === "waiting" || state === "active";
