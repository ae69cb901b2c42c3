/** The pages of the panel: each a function from words and answers to an element. What follows what is panel.ts's business. */
import type { Kind } from "../../../alongside/wire/messages";
import type { Text } from "../text";
import { h, icon, icons } from "./dom";

/** What the card shows. `update` brings it up to the moment without building it anew, so the focus stays. */
export interface View {
  body: Node[];
  update?: () => void;
  /** It is in the page now and has a size. */
  shown?: () => void;
}

/** Whom a session of this kind is for, as the texts distinguish it. */
export const audienceOf = (kind: Kind): "help" | "friend" => (kind === "friend" ? "friend" : "help");

const heading = (text: string) => h("h2", { id: "title", tabIndex: -1 }, text);

export function showOffer(text: Text, choose: (kind: Kind) => void): View {
  const choice = (kind: Kind, sign: string, name: string, hint: string) =>
    h(
      "button",
      { class: "choice", type: "button", onclick: () => choose(kind) },
      h("span", { class: "sign" }, icon(sign)),
      h("span", {}, h("b", {}, name), h("small", {}, hint)),
      icon(icons.go),
    );
  const { title, lead, help, helpHint, friend, friendHint } = text.offer;
  return {
    body: [
      heading(title),
      h("p", { class: "lead" }, lead),
      choice("help", icons.help, help, helpHint),
      choice("friend", icons.friend, friend, friendHint),
    ],
  };
}

export function askConsent(text: Text, kind: Kind, answer: (yes: boolean) => void): View {
  const { sees, seesTitle, hidden, hiddenTitle, stop, yes, no } = text.consent;
  const list = (sign: string, items: string[]) =>
    h("ul", {}, ...items.map((words) => h("li", {}, icon(sign), h("span", {}, words))));
  return {
    body: [
      heading(text.consent[audienceOf(kind)]),
      h(
        "div",
        { class: "terms" },
        h("h3", {}, seesTitle),
        list(icons.yes, sees),
        h("h3", {}, hiddenTitle),
        list(icons.close, hidden),
      ),
      h("p", { class: "note" }, stop),
      h(
        "div",
        { class: "answers" },
        h("button", { class: "plain", type: "button", onclick: () => answer(false) }, no),
        h("button", { class: "main", type: "button", onclick: () => answer(true) }, yes),
      ),
    ],
  };
}

export const showStarting = (text: Text): View => ({ body: [heading(text.starting)] });

export function showEnded(text: Text, again: () => void): View {
  const { title, lead, again: words } = text.ended;
  return say(title, lead, words, again);
}

export function showFailed(text: Text, message: string, retry: () => void): View {
  return say(text.error.title, message, text.error.retry, retry);
}

export const askTab = (text: Text, who: string, tab: string, answer: (yes: boolean) => void): View =>
  say(text.tab.title(who), tab, text.tab.yes, () => answer(true));

function say(title: string, lead: string, button: string, press: () => void): View {
  return {
    body: [
      heading(title),
      h("p", { class: "lead" }, lead),
      h("div", { class: "answers" }, h("button", { class: "main", type: "button", onclick: press }, button)),
    ],
  };
}
