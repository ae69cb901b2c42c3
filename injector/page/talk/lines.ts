/** The lines of the conversation as elements. A line that is there stays: a screen reader reads what is added, and a selection holds. */
import type { Conversation, Heard, Unsent } from "../../../alongside/ui/conversation";
import { splitLinks } from "../../../alongside/ui/links";
import type { Card, Line } from "../../../alongside/wire/talk";
import { h } from "../panel/dom";
import { face, setText } from "../panel/people";
import type { VisitModel } from "../link/visit";
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

  constructor(words: Words, conversation: Conversation, lang: string) {
    this.#words = words;
    this.#conversation = conversation;
    this.#clock = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  }

  /** Brings `list` up to the moment; what is last in it, with "+" behind it when it is mine. */
  update(list: HTMLElement, model: VisitModel): string {
    const { lines, unsent, you } = this.#conversation;
    lines.forEach((line, index) => this.#put(list, line, lines[index - 1], model));
    for (const [key, element] of this.#unsent)
      if (!unsent.some((one) => one.key === key)) {
        element.remove();
        this.#unsent.delete(key);
      }
    for (const one of unsent) this.#putUnsent(list, one, model.connected);
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
    element.append(...bubble(spoken, this.#words));
    this.#kept.set(line.number, element);
    // Before those of mine that are still on their way.
    list.insertBefore(element, [...this.#unsent.values()][0] ?? null);
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
      element = h("li", { class: "mine unsent" }, ...bubble(line, this.#words), h("small", {}));
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

function bubble({ text, card, picture }: Line, words: Words): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (text) parts.push(h("div", { class: "bubble" }, ...withLinks(text)));
  if (card) parts.push(showCard(card));
  if (picture) {
    const src = `/__alongside/pictures/${picture.id}`;
    const { width, height } = picture;
    const shown = h("img", { src, width, height, alt: words.chat.picture, loading: "lazy" });
    parts.push(h("a", { class: "picture", href: src, target: "_blank", rel: "noopener" }, shown));
  }
  return parts;
}

/** A page of the shop: pressed, it carries along everybody who sees this page. */
function showCard({ url, title, picture, price }: Card): HTMLElement {
  return h(
    "a",
    { class: "shown", href: url },
    picture ? h("img", { src: picture, alt: "" }) : null,
    h("span", {}, h("b", {}, title || url), price ? h("span", {}, price) : null),
  );
}

function withLinks(text: string): (Node | string)[] {
  return splitLinks(text).map((part, index) => (index % 2 ? link(part) : part));
}

/** Into this shop in this tab, so that all go there together; anywhere else in a tab of its own. */
function link(address: string): HTMLElement {
  const inside = URL.canParse(address) && new URL(address).origin === location.origin;
  return h("a", inside ? { href: address } : { href: address, target: "_blank", rel: "noopener" }, address);
}
