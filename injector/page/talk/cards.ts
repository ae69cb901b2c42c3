/** Cards of pages in the conversation, and the answers to those that are suggestions. */
import { readable } from "../../../alongside/ui/links";
import { standingOf } from "../../../alongside/ui/suggestions";
import type { Conversation, Heard } from "../../../alongside/ui/conversation";
import type { Answer, Card } from "../../../alongside/wire/talk";
import { h } from "../panel/dom";
import { setText } from "../panel/people";
import type { ShowWords } from "./show_words";

/** Into this shop in this tab, so that all go there together; anywhere else in a tab of its own. */
export function link(address: string, ...inner: (Node | string | null)[]): HTMLElement {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return h("span", {}, ...inner);
  const away = url.origin !== location.origin && { target: "_blank", rel: "noopener" };
  return h("a", { href: address, ...away }, ...inner);
}

/** A page of the shop: pressed, it carries along everybody who sees this page. */
export function showCard(card: Card, words: ShowWords): HTMLElement {
  const { title } = named(card);
  const shown = link(card.url, ...cardParts({ ...card, title: title || words.thisPage }));
  shown.classList.add("shown");
  return shown;
}

/** A page without a title is known by its path. */
export const named = (card: Card): Card => ({ ...card, title: card.title || readable(card.url) });

export function cardParts({ title, picture, price }: Card): (Node | null)[] {
  const shown = picture ? h("img", { src: picture, alt: "", onerror: () => shown?.remove() }) : null;
  return [shown, h("span", {}, h("b", {}, title), price ? h("span", {}, price) : null)];
}

/** Below a card that is a suggestion: what can be answered, or what was. */
export class AnswerRow {
  readonly element: HTMLElement;
  readonly #words: ShowWords;
  readonly #line: Heard;
  readonly #buttons: HTMLElement;
  readonly #said = h("small", {});

  constructor(words: ShowWords, line: Heard, answer: (answer: Answer) => void) {
    this.#words = words;
    this.#line = line;
    this.#buttons = answerButtons(words, answer);
    this.element = h("div", { class: "reply" }, this.#buttons, this.#said);
  }

  update({ lines, unsent }: Conversation): void {
    const standing = standingOf(lines, this.#line.number, unsent);
    const { looked, declined } = this.#words;
    this.#buttons.hidden = standing !== "open";
    setText(this.#said, standing === "yes" ? looked : standing === "no" ? declined : "");
  }
}

export function answerButtons({ look, notNow }: ShowWords, answer: (answer: Answer) => void): HTMLElement {
  const press = (means: Answer) => (event: Event) => {
    // Only the shopper's own hand answers.
    if (event.isTrusted) answer(means);
  };
  return h(
    "div",
    { class: "answers" },
    h("button", { class: "plain", type: "button", onclick: press("no") }, notNow),
    h("button", { class: "main", type: "button", onclick: press("yes") }, look),
  );
}
