/** The card of a running session: code, link, who is here, who may act. It changes while it is read, so it is updated in place. */
import type { Participant } from "../../../alongside/wire/messages";
import type { VisitModel } from "../link/visit";
import { formatClock, groupCode } from "../panel/clock";
import { h } from "../panel/dom";
import { face, others, setText } from "../panel/people";
import type { View } from "../panel/views";
import { showLead, type LeadActions, type LeadView } from "./lead_view";
import type { LeadWords } from "./lead_words";
import type { Words } from "./words";

export interface ShareActions extends LeadActions {
  renewCode(): Promise<void>;
  invite(): Promise<string>;
  stop(): void;
}

const COPIED_FOR = 2000;

export function showShare(
  text: Words,
  leading: LeadWords,
  model: () => VisitModel,
  actions: ShareActions,
): View {
  const acting = showLead(leading, model, actions);
  const title = h("h2", { id: "title", tabIndex: -1 });
  const lead = h("p", { class: "lead" });
  const mark = (one: Participant) => (one.id === model().lead ? [leading.leads] : []);
  const ways = showWays(text, model, actions, peopleBox(text, model, acting, mark), acting.more);
  // Open until somebody is here; from then on it is in the way of the conversation.
  let alone = true;
  const update = () => {
    const { kind } = model();
    const joined = others(model()).length > 0;
    setText(title, joined ? text.share.active : text.share[kind]);
    setText(lead, text.share[`${kind}Lead`]);
    lead.hidden = joined;
    if (joined === alone) ways.box.open = !joined;
    alone = !joined;
    ways.update();
    acting.update();
  };
  ways.box.open = true;
  update();
  return { body: [title, lead, ...acting.body, ways.box], update };
}

interface Part {
  box: HTMLElement;
  update(): void;
}

/** How others come in, who is here, and the way out. */
function showWays(text: Words, model: () => VisitModel, actions: ShareActions, people: Part, more: Node) {
  const code = codeBox(text, model, actions);
  const link = linkBox(text, model, actions);
  const stop = h(
    "button",
    { class: "text danger", type: "button", onclick: () => actions.stop() },
    text.share.stop,
  );
  const foot = h("div", { class: "foot" }, link.fresh, stop);
  const parts = model().kind === "friend" ? [...link.body, code.box] : [code.box, ...link.body];
  const box = h(
    "details",
    { class: "ways" },
    h("summary", {}, text.share.more),
    ...parts,
    people.box,
    more,
    foot,
  );
  const update = () => {
    for (const part of [code, link, people]) part.update();
  };
  return { box, update };
}

function codeBox(text: Words, model: () => VisitModel, actions: ShareActions) {
  const digits = h("output", { "aria-label": text.share.code });
  const until = h("span", {});
  const renew = h(
    "button",
    { class: "text", type: "button", onclick: () => void actions.renewCode().catch(() => undefined) },
    text.share.newCode,
  );
  const box = h("div", { class: "code" }, digits, h("p", {}, until, renew));
  const update = () => {
    const { code, expires } = model();
    const left = expires - Date.now() / 1000;
    const valid = code !== null && left > 0;
    digits.hidden = !valid;
    setText(digits, valid ? groupCode(code) : "");
    setText(until, valid ? text.share.validFor(formatClock(left)) : text.share.codeOver);
  };
  return { box, update };
}

function linkBox(text: Words, model: () => VisitModel, actions: ShareActions) {
  const field = h("input", { readOnly: true, "aria-label": text.share.link, onfocus: () => field.select() });
  const copy = h(
    "button",
    { class: "text", type: "button", onclick: () => void copyLink() },
    text.share.copy,
  );
  const row = h("div", { class: "link" }, field, copy);
  const send = h("button", { class: "main send", type: "button", onclick: sendLink }, text.share.send);
  send.hidden = !navigator.share || !matchMedia("(pointer:coarse)").matches;
  const fresh = h(
    "button",
    { class: "text", type: "button", onclick: () => void actions.invite().catch(() => undefined) },
    text.share.newLink,
  );

  async function copyLink(): Promise<void> {
    field.select();
    await navigator.clipboard?.writeText(field.value).catch(() => document.execCommand("copy"));
    copy.textContent = text.share.copied;
    setTimeout(() => (copy.textContent = text.share.copy), COPIED_FOR);
  }
  function sendLink(): void {
    // The shopper closing the sheet of the system is no error.
    navigator.share({ title: document.title, url: field.value }).catch(() => undefined);
  }
  const update = () => {
    if (field.value !== model().link) field.value = model().link;
    row.hidden = !model().link;
  };
  return { body: [row, send], fresh, update };
}

function peopleBox(
  text: Words,
  model: () => VisitModel,
  acting: LeadView,
  mark: (one: Participant) => string[],
): Part {
  const state = h("span", {});
  const waiting = h("span", {});
  const list = h("ul", { tabIndex: -1 });
  const box = h("div", { class: "people" }, h("p", {}, state, waiting), list);
  let shown: Participant[] | null = null;
  let leads = "";
  const update = () => {
    const there = others(model());
    setText(state, there.length ? text.share.here : text.share.nobody);
    setText(
      waiting,
      there.length ? "" : text.share.waiting(formatClock((Date.now() - model().since) / 1000)),
    );
    if (shown === model().participants && leads === model().lead) return;
    shown = model().participants;
    leads = model().lead;
    const held = list.querySelector(":focus");
    list.replaceChildren(...there.map((one) => person(text, one, mark(one), acting.remover(one))));
    if (held) list.focus({ preventScroll: true });
  };
  return { box, update };
}

function person(text: Words, one: Participant, marks: string[], remover: HTMLElement | null): HTMLElement {
  const away = one.here ? [] : [text.share.away];
  const rest = [text.role[one.role], ...marks, ...away].join(" · ");
  return h("li", {}, face(one), h("span", {}, one.name), h("small", {}, rest), remover);
}
