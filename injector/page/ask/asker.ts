/**
 * Asks the shopper to do themselves what a browser lets nobody else do: one question at a time, each for a minute. Whoever wanted it hears
 * that the shopper is asked, and then what came of it.
 */
import type { Result } from "../../../alongside/wire/messages";
import type { Asker, NameOf, Watched } from "../control/asking";
import { isInput, nearest } from "../control/elements";
import { chooseLanguage } from "../text/launcher";
import { Card } from "./card";
import { watchWindow, type Blocked } from "./watch";
import type { AskKind } from "./words";

export type Fate = "done" | "declined" | "expired";

/** Milliseconds in which the shopper answers. */
export const ANSWER_WITHIN = 60_000;
/** A file chooser that is open is waited for this long. Milliseconds. */
const CHOOSE_WITHIN = 10 * 60_000;
/** Questions that wait behind the one that is shown; more would be a nuisance. */
export const MOST_QUESTIONS = 4;

interface Question {
  kind: AskKind;
  element: Element;
  name: string;
  /** What the shopper's press does. */
  act(): unknown;
  settle(fate: Fate): void;
  fate: Promise<Fate>;
}

export class ShopperAsker implements Asker {
  readonly #nameOf: NameOf;
  #questions: Question[] = [];
  #card: Card | null = null;
  #timer = 0;
  #watched: Watched | null = null;

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  /** Null when there are too many questions already. The same thing is asked for once, whoever asks. */
  askShopper(kind: AskKind, element: Element, name: string, act?: () => unknown): Promise<Fate> | null {
    const same = this.#questions.find((one) => one.element === element && one.kind === kind);
    if (same) return same.fate;
    if (this.#questions.length > MOST_QUESTIONS) return null;
    const { fate, settle } = openFate();
    const press = () => (element as HTMLElement).click();
    this.#questions.push({ kind, element, name, act: act ?? press, settle, fate });
    if (this.#questions.length === 1) this.#show();
    return fate;
  }

  press(watched: Watched, element: Element): Result {
    if (element.matches(":disabled")) return "invalid";
    const fate = this.askShopper(kindOf(element), element, this.#nameOf(watched.participant));
    return this.#tell(watched, fate);
  }

  during(watched: Watched, element: Element, act: () => Result): Result {
    const view = element.ownerDocument.defaultView;
    if (view) watchWindow(view as Window & typeof globalThis, (blocked) => this.#heard(blocked));
    watched.element = element;
    this.#watched = watched;
    return act();
  }

  stop(): void {
    for (const question of this.#questions.splice(0)) question.settle("expired");
    this.#close();
    this.#watched = null;
  }

  /** Something that somebody else's act set off needs the shopper's own hand. */
  #heard(blocked: Blocked): void {
    const watched = this.#watched;
    if (!watched) return;
    if (blocked.fate) return void this.#tell(watched, blocked.fate);
    const element = blocked.element ?? watched.element!;
    const name = this.#nameOf(watched.participant);
    this.#tell(watched, this.askShopper(blocked.kind, element, name, blocked.again));
  }

  #tell({ asked, report }: Watched, fate: Promise<Fate> | null): Result {
    if (!fate) return "busy";
    asked();
    void fate.then((one) => report(one === "done" ? "ok" : one));
    return "ok";
  }

  #show(): void {
    const [question] = this.#questions;
    if (!question) return;
    const { kind, element, name } = question;
    this.#timer = setTimeout(() => this.#settle("expired"), ANSWER_WITHIN) as unknown as number;
    this.#card = new Card({
      ...{
        kind,
        name,
        lang: chooseLanguage(document.documentElement.lang, navigator.language),
        detail: detailOf(element, kind),
      },
      element: shownFor(element, this.#watched?.element),
      yes: () => void this.#yes(question),
      no: () => this.#settle("declined"),
    });
  }

  async #yes(question: Question): Promise<void> {
    this.#close();
    const { element } = question;
    // What the shopper's own press sets off, and what the browser says to that, is between them and the shop.
    this.#watched = null;
    const chosen = question.kind === "file" ? chosenIn(element) : null;
    if (chosen) this.#timer = setTimeout(() => this.#settle("expired"), CHOOSE_WITHIN) as unknown as number;
    try {
      const result = question.act();
      this.#settle(chosen ? await chosen : (await result, "done"), question);
    } catch {
      this.#settle("declined", question);
    }
  }

  #settle(fate: Fate, of = this.#questions[0]): void {
    if (!of || of !== this.#questions[0]) return;
    this.#close();
    this.#questions.shift();
    of.settle(fate);
    this.#show();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#card?.remove();
    this.#card = null;
  }
}

export function openFate(): { fate: Promise<Fate>; settle: (fate: Fate) => void } {
  let settle: (fate: Fate) => void = () => undefined;
  const fate = new Promise<Fate>((resolve) => (settle = resolve));
  return { fate, settle };
}

/** Which of the two a file chooser ended with. */
function chosenIn(input: Element): Promise<Fate> {
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve("done"), { once: true });
    input.addEventListener("cancel", () => resolve("declined"), { once: true });
  });
}

function kindOf(element: Element): AskKind {
  if (isInput(element)) return "file";
  const { protocol } = element as HTMLAnchorElement;
  if (protocol === "mailto:") return "mail";
  if (/^(tel|sms):$/.test(protocol)) return "call";
  return element.hasAttribute("download") ? "save" : "open";
}

/** So that nobody is led where they did not mean to go. */
function detailOf(element: Element, kind: AskKind): string {
  const { href } = (nearest(element, (one) => one.matches("a[href]")) as Partial<HTMLAnchorElement>) ?? {};
  if (!href) return "";
  return kind === "open"
    ? (URL.parse(href)?.host ?? href)
    : decodeURI(href).replace(/^(mailto|tel|sms):|\?.*$/g, "");
}

/** A file input is often hidden behind a label or a button of the shop's. */
function shownFor(element: Element, pressed?: Element): Element {
  const label = (element as HTMLInputElement).labels?.[0];
  return [element, label, pressed].find((one) => one?.checkVisibility({ opacityProperty: true })) ?? element;
}
