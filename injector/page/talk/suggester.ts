/**
 * Asks the shopper whether to look at a page that somebody suggests: in the conversation while that is in sight, else by a small card
 * in a corner of the page, which takes no focus. It outlives page loads, for the conversation is asked for on each of them.
 */
import { openSuggestion } from "../../../alongside/ui/suggestions";
import { TopLayer } from "../../../alongside/ui/top_layer";
import type { Conversation, Heard } from "../../../alongside/ui/conversation";
import type { Answer } from "../../../alongside/wire/talk";
import { Kept } from "../link/memory";
import { h, icon, icons } from "../panel/dom";
import { face } from "../panel/people";
import type { VisitModel } from "../link/visit";
import { answerButtons, cardParts, named } from "./cards";
import type { ShowWords } from "./show_words";
import css from "./suggestion.css";

/** Nobody is made to look at it for longer; the suggestion stays in the conversation. Milliseconds. */
const SHOWN_FOR = 120_000;

/** What the shopper sees changes without a word: the conversation is closed, somebody goes to the page. Milliseconds. */
const LOOK_EVERY = 500;

/** Which suggestion was shown since when, on whatever page: its number and milliseconds. */
const shownSince = new Kept(() => sessionStorage, "alongside.suggested");

export interface SuggesterHost {
  lang: string;
  model(): VisitModel;
  /** The conversation is in sight. */
  isSeen(): boolean;
}

export class Suggester {
  readonly #words: ShowWords;
  readonly #conversation: Conversation;
  readonly #host: SuggesterHost;
  #shown: Heard | null = null;
  #layer: TopLayer | null = null;
  #timer = 0;
  #isOver = false;

  constructor(words: ShowWords, conversation: Conversation, host: SuggesterHost) {
    this.#words = words;
    this.#conversation = conversation;
    this.#host = host;
    addEventListener("visibilitychange", () => this.update());
    // The next session has a conversation and a suggester of its own.
    window.alongside?.on("state", (state) => {
      this.#isOver ||= state === "ended";
      this.update();
    });
  }

  /** Something was said, or the conversation came in sight or went out of it. */
  update(): void {
    clearTimeout(this.#timer);
    const { lines, unsent } = this.#conversation;
    const open = this.#isOver ? null : openSuggestion(lines, unsent);
    if (!open || document.visibilityState === "hidden") return this.#show(null);
    if (isHere(open)) return this.answer(open, "yes");
    if (Date.now() - shownAt(open.number) > SHOWN_FOR) return this.answer(open, "late");
    this.#show(this.#host.isSeen() ? null : open);
    this.#timer = setTimeout(() => this.update(), LOOK_EVERY) as unknown as number;
  }

  answer({ number, spoken }: Heard, answer: Answer): void {
    // What is on its way already may be said again on the next page.
    const isSaid = this.#conversation.unsent.some(({ line }) => line.reply?.to === number);
    if (!isSaid) this.#conversation.say({ reply: { to: number, answer } });
    this.#show(null);
    // Answered is read; what else was said is not.
    if (this.#conversation.unread === 1) this.#conversation.see();
    if (answer === "yes" && !isHere({ number, spoken })) location.assign(spoken.card!.url);
  }

  #show(line: Heard | null): void {
    this.#layer?.keep();
    if (line?.number === this.#shown?.number) return;
    this.#layer?.destroy();
    this.#layer = line && this.#draw(line);
    this.#shown = line;
  }

  #draw(line: Heard): TopLayer {
    const { who, role, name } = line.spoken;
    const host = h("alongside-ui" as "div", {});
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const answer = (means: Answer) => this.answer(line, means);
    const color = this.#host.model().participants.find((one) => one.id === who)?.color ?? "#0b6b5d";
    const said = h("div", { class: "said", role: "status" });
    const close = h(
      "button",
      { class: "close", type: "button", "aria-label": this.#words.notNow },
      icon(icons.close),
    );
    close.onclick = (event) => event.isTrusted && answer("no");
    const card = h(
      "section",
      { class: "card", "aria-label": this.#words.label },
      face({ id: who, role, name, color, here: true }),
      said,
      close,
      answerButtons(this.#words, answer),
    );
    card.onkeydown = (event) => {
      if (event.key === "Escape" && event.isTrusted) answer("no");
    };
    const layer = h("div", { class: "layer", lang: this.#host.lang }, card);
    root.append(layer);
    keepInside(root);
    const top = new TopLayer(host, layer, { reachable: true });
    // Filled once it is in the page: a screen reader reads what comes into a region that is there.
    requestAnimationFrame(() =>
      said.append(
        h("p", {}, this.#words.suggests(name)),
        h("div", { class: "page" }, ...cardParts(named(line.spoken.card!))),
      ),
    );
    return top;
  }
}

const bare = (url: string): string => url.replace(/#.*/s, "");

/** Somebody has gone there meanwhile, or the shopper was there. */
const isHere = ({ spoken }: Heard): boolean =>
  bare(URL.parse(spoken.card?.url ?? "")?.href ?? "") === bare(location.href);

function shownAt(number: number): number {
  const [of, since] = shownSince.get().split(" ").map(Number);
  if (of === number && since) return since;
  shownSince.set(`${number} ${Date.now()}`);
  return Date.now();
}

/** Nobody's business outside, as the panel's events are. */
function keepInside(root: ShadowRoot): void {
  const types =
    "click pointerdown pointerup mousedown mouseup touchstart touchend keydown keyup keypress focusin focusout";
  for (const type of types.split(" "))
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}
