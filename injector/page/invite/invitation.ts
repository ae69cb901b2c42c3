/** The card that asks. It takes no focus, covers nothing but its corner, and after a no it does not come again for as long as the shop has set. */
import type { Front, Invitation } from "../api";
import { h, icon, icons } from "../panel/dom";
import { chooseLanguage } from "../text/launcher";
import css from "./invitation.css";
import { wordsFor } from "./words";

/** Nobody is made to look at it for longer; that is no answer. Milliseconds. */
const SHOWN_FOR = 60_000;

type Answer = "shown" | "yes" | "no";

export function showInvitation(front: Front, { by, text }: Invitation): void {
  const lang = chooseLanguage(document.documentElement.lang, navigator.language);
  const words = wordsFor(lang);
  const host = document.createElement("alongside-ui");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const answer = (said: Answer) => {
    host.remove();
    tell(said);
    if (said === "yes") front.start({ kind: "help" }).catch(() => undefined);
  };
  const name = by ? words.from(by) : words.shop;
  const said = h("div", { class: "say", role: "status" });
  root.append(makeCard(lang, by || name, said, answer));
  document.documentElement.append(host);
  tell("shown");
  // Filled once it is in the page: a screen reader reads what comes into a region that is there.
  requestAnimationFrame(() => said.append(h("b", {}, name), h("p", {}, text || words.ask)));
  setTimeout(() => host.remove(), SHOWN_FOR);
}

function makeCard(lang: string, who: string, said: HTMLElement, answer: (said: Answer) => void) {
  const words = wordsFor(lang);
  const button = (kind: string, label: string, means: Answer) =>
    h("button", { class: kind, type: "button", onclick: () => answer(means) }, label);
  const close = h("button", { class: "close", type: "button", "aria-label": words.close }, icon(icons.close));
  close.onclick = () => answer("no");
  const face = h("span", { class: "face", "aria-hidden": "true" }, [...who][0]?.toUpperCase() ?? "");
  const no = button("plain", words.no, "no");
  const answers = h("div", { class: "answers" }, no, button("main", words.yes, "yes"));
  const props = { class: "card", lang, role: "region", "aria-label": words.label };
  const card = h("section", props, face, said, close, answers);
  card.onkeydown = (event) => {
    if (event.key === "Escape") answer("no");
  };
  return card;
}

function tell(answer: Answer): void {
  const body = JSON.stringify({ answer });
  const init = { method: "POST", headers: { "X-Alongside": "1" }, body, keepalive: true };
  fetch("/__alongside/answer", init).catch(() => undefined);
}
