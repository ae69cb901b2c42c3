/** The lines of the conversation as elements. A line that is there stays: a screen reader reads what is added, and a selection holds. */
import type { Conversation, Heard, Unsent } from "../../../alongside/ui/conversation";
import { splitLinks } from "../../../alongside/ui/links";
import type { Answer, Line } from "../../../alongside/wire/talk";
import { h } from "../panel/dom";
import { face, setText } from "../panel/people";
import type { VisitModel } from "../link/visit";
import { AnswerRow, link, showCard } from "./cards";
import { showWordsFor, type ShowWords } from "./show_words";
import type { Words } from "./words";

/** Lines of one person within this share a head. Milliseconds. */
const TOGETHER = 120_000;
const PLAIN = "#5a6764";

export class Lines {
  readonly #words: Words;
  readonly #conversation: Conversation;
  readonly #clock: Intl.DateTimeFormat;
  readonly #kept = new Map<number, HTMLElement>();
  readonly #unsent = new Map<string, HTMLElement>();
  readonly #fate = h("li", { class: "fate" });
  readonly #shows: ShowWords;
  readonly #replies: AnswerRow[] = [];
  readonly #answer: (line: Heard, answer: Answer) => void;

  constructor(
    words: Words,
    conversation: Conversation,
    lang: string,
    answer: (line: Heard, answer: Answer) => void,
  ) {
    this.#words = words;
    this.#shows = showWordsFor(lang);
    this.#answer = answer;
    this.#conversation = conversation;
    this.#clock = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  }

  /** Brings `list` up to the moment; what is last in it, with "+" behind it when it is mine. */
  update(list: HTMLElement, model: VisitModel): string {
    const { you } = this.#conversation;
    // Answers are shown by what they answer.
    const lines = this.#conversation.lines.filter(({ spoken }) => !spoken.reply);
    const unsent = this.#conversation.unsent.filter(({ line }) => !line.reply);
    lines.forEach((line, index) => this.#put(list, line, lines[index - 1], model));
    for (const [key, element] of this.#unsent)
      if (!unsent.some((one) => one.key === key)) {
        element.remove();
        this.#unsent.delete(key);
      }
    for (const one of unsent) this.#putUnsent(list, one, model.connected);
    for (const reply of this.#replies) reply.update(this.#conversation);
    this.#tellFate(list, lines.at(-1));
    const last = lines.at(-1);
    const mine = unsent.length > 0 || last?.spoken.who === you;
    return `${last?.number ?? 0}.${unsent.length}${mine ? "+" : ""}`;
  }

  #put(list: HTMLElement, line: Heard, before: Heard | undefined, model: VisitModel): void {
    if (this.#kept.has(line.number)) return;
    const { spoken } = line;
    const mine = spoken.who === this.#conversation.you;
    const joined = before?.spoken.who === spoken.who && spoken.at - before.spoken.at < TOGETHER;
    const element = h("li", { class: mine ? "mine" : "theirs" }, !joined && this.#head(line, mine, model));
    element.append(...bubble(spoken, this.#words, this.#shows));
    if (spoken.suggest) element.append(this.#replyTo(line));
    this.#kept.set(line.number, element);
    // Before those of mine that are still on their way.
    list.insertBefore(element, [...this.#unsent.values()][0] ?? null);
  }

  #replyTo(line: Heard): HTMLElement {
    const row = new AnswerRow(this.#shows, line, (answer) => this.#answer(line, answer));
    this.#replies.push(row);
    return row.element;
  }

  #head({ spoken }: Heard, mine: boolean, model: VisitModel): HTMLElement {
    const color = model.participants.find((one) => one.id === spoken.who)?.color ?? PLAIN;
    const time = h("time", { dateTime: new Date(spoken.at).toISOString() }, this.#clock.format(spoken.at));
    const name = mine ? this.#words.chat.you : spoken.name;
    const mark = !mine && face({ id: spoken.who, role: spoken.role, name: spoken.name, color, here: true });
    return h("p", { class: "head" }, mark, h("b", {}, name), " ", time);
  }

  #putUnsent(list: HTMLElement, { key, line, refused }: Unsent, connected: boolean): void {
    const { chat } = this.#words;
    let element = this.#unsent.get(key);
    if (!element) {
      element = h("li", { class: "mine unsent" }, ...bubble(line, this.#words, this.#shows), h("small", {}));
      this.#unsent.set(key, element);
      list.append(element);
    }
    setText(element.lastElementChild!, refused ? chat.refused : connected ? chat.sending : chat.waits);
    if (!refused || element.querySelector(".drop")) return;
    const drop = h("button", { class: "text drop", type: "button" }, chat.drop);
    drop.onclick = () => this.#conversation.drop(key);
    element.lastElementChild!.before(drop);
  }

  /** Under the last line, when it is mine: whether somebody has seen it. */
  #tellFate(list: HTMLElement, last: Heard | undefined): void {
    const mine = last && last.spoken.who === this.#conversation.you && !this.#unsent.size;
    if (!mine) return this.#fate.remove();
    setText(this.#fate, this.#words.chat[this.#conversation.fateOf(last) === "read" ? "read" : "sent"]);
    if (list.lastElementChild !== this.#fate) list.append(this.#fate);
  }
}

function bubble({ text, card, picture }: Line, words: Words, shows: ShowWords): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (text) parts.push(h("div", { class: "bubble" }, ...withLinks(text)));
  if (card) parts.push(showCard(card, shows));
  if (picture) {
    const src = `/__alongside/pictures/${picture.id}`;
    const { width, height } = picture;
    const shown = h("img", { src, width, height, alt: words.chat.picture, loading: "lazy" });
    parts.push(h("a", { class: "picture", href: src, target: "_blank", rel: "noopener" }, shown));
  }
  return parts;
}

function withLinks(text: string): (Node | string)[] {
  return splitLinks(text).map((part, index) => (index % 2 ? link(part, part) : part));
}
