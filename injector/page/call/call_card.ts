/**
 * The call on the shop's page: who asks and the two answers, and while people talk how long, how loud, and the way out. Built once and
 * brought up to the moment in place, so that the focus stays and a screen reader hears only what is new.
 */
import { TopLayer } from "../../../alongside/ui/top_layer";
import type { CallView, VoiceCall } from "../../../alongside/ui/call/voice_call";
import { clockOf, sayCall, type CallWords } from "../../../alongside/ui/call/words";
import type { Phase } from "../../../alongside/ui/call/phase";
import type { CallDoorHost } from "../link/calling";
import { h, icon } from "../panel/dom";
import { setText } from "../panel/people";
import css from "./call_card.css";
import { ownWordsFor } from "./own_words";

const PHONE = "M6 3h4l2 5-3 2a12 12 0 006 6l2-3 5 2v4a2 2 0 01-2 2A17 17 0 014 5a2 2 0 012-2z";
const HANG_UP = "M3 14c5-5 13-5 18 0l-3 3-4-2v-3a12 12 0 00-4 0v3l-4 2z";
const MICROPHONE = "M12 3a3 3 0 00-3 3v5a3 3 0 006 0V6a3 3 0 00-3-3zM5 11a7 7 0 0014 0M12 18v3";
const MUTED = `${MICROPHONE}M4 3l16 18`;

type Deed = "notNow" | "answer" | "listen" | "byPhone" | "mute" | "hangUp" | "close";

/** What may be done in each phase, in this order. */
const DEEDS: Record<Phase, Deed[]> = {
  none: [],
  ringing: ["notNow", "answer"],
  asking: [],
  calling: ["hangUp"],
  connecting: ["hangUp"],
  silent: ["listen", "hangUp"],
  talking: ["mute", "hangUp"],
  reconnecting: ["mute", "hangUp"],
  elsewhere: ["hangUp"],
  over: ["close"],
  trouble: ["close"],
};

export class CallCard {
  readonly #call: VoiceCall;
  readonly #words: CallWords;
  readonly #host: CallDoorHost;
  readonly #element = h("alongside-ui" as "div", {});
  readonly #layer: HTMLElement;
  readonly #card: HTMLElement;
  readonly #line = h("p", { class: "line", id: "line", role: "status" });
  readonly #more = h("p", { class: "more", id: "more" });
  readonly #time = h("span", { class: "time", role: "timer" });
  readonly #meter = h("span", { class: "meter" }, h("i", {}), h("i", {}), h("i", {}));
  readonly #buttons = new Map<Deed, HTMLButtonElement>();
  #top: TopLayer | null = null;
  #phase: Phase = "none";

  constructor(call: VoiceCall, words: CallWords, host: CallDoorHost) {
    this.#call = call;
    this.#words = words;
    this.#host = host;
    this.#meter.setAttribute("aria-hidden", "true");
    this.#card = this.#build();
    this.#layer = h("div", { class: "layer", lang: host.lang }, this.#card);
    const root = this.#element.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#layer);
    keepInside(root);
  }

  update(): void {
    const view = this.#call.view;
    if (view.phase === "none") return this.#hide();
    this.#top ??= new TopLayer(this.#element, this.#layer, { reachable: true });
    this.#top.keep();
    const [line, more] = sayCall(this.#words, view, (id) => this.#nameOf(id));
    setText(this.#line, line);
    setText(this.#more, more);
    this.#more.hidden = !more;
    this.#showSound(view);
    for (const [deed, button] of this.#buttons) button.hidden = !this.#fits(deed, view);
    this.#showMute(view);
    if (this.#phase !== view.phase) this.#turn(view.phase);
  }

  #hide(): void {
    this.#top?.destroy();
    this.#top = null;
    this.#phase = "none";
  }

  #fits(deed: Deed, view: CallView): boolean {
    if (deed === "byPhone")
      return (
        this.#host.model().kind === "help" &&
        (view.isStuck || view.phase === "trouble" || isOverForWant(view))
      );
    return DEEDS[view.phase].includes(deed);
  }

  #turn(phase: Phase): void {
    this.#phase = phase;
    this.#card.dataset["phase"] = phase;
    const isAsked = phase === "ringing";
    this.#card.setAttribute("role", isAsked ? "alertdialog" : "region");
    const { activeElement } = document;
    const isIdle = !activeElement || activeElement === document.body || activeElement === this.#element;
    // Nobody who is typing is interrupted: then it is only announced.
    if (isAsked && isIdle) this.#buttons.get("answer")!.focus({ preventScroll: true });
  }

  #showSound({ phase, seconds, theirs, mine }: CallView): void {
    const isIn = phase === "talking" || phase === "reconnecting";
    this.#meter.hidden = phase !== "talking";
    this.#time.hidden = !isIn;
    setText(this.#time, isIn ? clockOf(seconds) : "");
    // Loudness is heard in steps, not by numbers.
    this.#meter.style.setProperty("--level", Math.min(1, Math.sqrt(Math.max(theirs, mine))).toFixed(2));
  }

  #showMute({ muted }: CallView): void {
    const button = this.#buttons.get("mute")!;
    const words = muted ? this.#words.unmute : this.#words.mute;
    if (button.title === words) return;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.replaceChildren(icon(muted ? MUTED : MICROPHONE));
  }

  #nameOf(id: string): string {
    return this.#host.model().participants.find((one) => one.id === id)?.name ?? "";
  }

  #build(): HTMLElement {
    const { answer, notNow, listen, hangUp, close } = this.#words;
    const call = this.#call;
    this.#button("notNow", notNow, "plain", () => call.decline(call.view.asks));
    this.#button("answer", answer, "main", () => void call.accept(call.view.asks), PHONE);
    this.#button("listen", listen, "main", () => call.listen());
    this.#button("byPhone", ownWordsFor(this.#host.lang).byPhone, "main", () => this.#byPhone());
    this.#button("mute", "", "sign", () => call.mute(!call.view.muted), MICROPHONE);
    this.#button("hangUp", hangUp, "sign end", () => call.hangUp(), HANG_UP);
    this.#button("close", close, "plain", () => call.dismiss());
    const words = h(
      "div",
      { class: "words" },
      this.#line,
      this.#more,
      h("p", { class: "sound" }, this.#meter, this.#time),
    );
    const card = h(
      "div",
      { class: "card", "aria-labelledby": "line", "aria-describedby": "more" },
      words,
      h("div", { class: "answers" }, ...this.#buttons.values()),
    );
    card.onkeydown = (event) => {
      if (event.key === "Escape" && event.isTrusted && !event.isComposing) this.#escape();
    };
    return card;
  }

  #escape(): void {
    const { phase, asks } = this.#call.view;
    if (phase === "ringing") this.#call.decline(asks);
    else if (phase === "over" || phase === "trouble") this.#call.dismiss();
  }

  #byPhone(): void {
    if (this.#call.view.isIn) this.#call.hangUp();
    this.#call.dismiss();
    this.#host.byPhone();
  }

  /** Only the shopper's own hand answers. */
  #button(deed: Deed, words: string, style: string, press: () => void, sign?: string): void {
    const isSign = style.startsWith("sign");
    const button = h("button", { class: style, type: "button" });
    button.onclick = (event) => event.isTrusted && press();
    if (sign) button.append(icon(sign));
    if (isSign) button.setAttribute("aria-label", (button.title = words));
    else button.append(words);
    this.#buttons.set(deed, button);
  }
}

/** The call is over because there is no line. */
const isOverForWant = ({ phase, outcome }: CallView): boolean =>
  phase === "over" && (outcome?.what === "lost" || outcome?.what === "no-way");

/** Nobody's business outside, as the panel's events are. */
function keepInside(root: ShadowRoot): void {
  const types =
    "click pointerdown pointerup mousedown mouseup touchstart touchend keydown keyup keypress focusin focusout";
  for (const type of types.split(" "))
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}
