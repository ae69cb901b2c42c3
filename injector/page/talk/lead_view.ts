/** Who may act, in the card: who leads among the friends, a pause for everybody else, and the way to take a friend out. */
import type { FromOwner } from "../../../alongside/wire/leading";
import type { Participant } from "../../../alongside/wire/messages";
import { h } from "../panel/dom";
import { others, setText } from "../panel/people";
import type { VisitModel } from "../link/visit";
import type { LeadWords } from "./lead_words";

export interface LeadActions {
  send(message: FromOwner): boolean;
  /** The link that is shown may have gone with whoever came by it. */
  refresh(): void;
}

export interface LeadView {
  body: Node[];
  /** What is decided once, if ever. */
  more: Node;
  update(): void;
  /** What stands behind a person in the list; null when there is nothing to do about them. */
  remover(one: Participant): HTMLElement | null;
}

export function showLead(words: LeadWords, model: () => VisitModel, actions: LeadActions): LeadView {
  const choice = leaderChoice(words, model, actions);
  const pause = h("button", { class: "plain pause", type: "button" });
  const row = h("div", { class: "acting" }, choice.label, pause);
  const note = h("p", { class: "note", role: "status" });
  const first = askFirstBox(words, model, actions);
  const leaving = new Map<string, string>();
  let gone = "";

  pause.onclick = () => actions.send(["freeze", !model().frozen]);
  const update = () => {
    const { frozen, participants } = model();
    for (const [id, name] of leaving) {
      if (participants.some((one) => one.id === id)) continue;
      leaving.delete(id);
      gone = words.removed(name);
      actions.refresh();
    }
    row.hidden = !others(model()).some(mayAct) && !frozen;
    row.classList.toggle("paused", frozen);
    choice.update();
    first.update();
    setText(pause, frozen ? words.goOn : words.pause);
    setText(note, frozen ? words.paused : gone);
    note.hidden = !note.textContent;
  };
  const remover = (one: Participant) =>
    one.role === "friend"
      ? removeButton(words, one, () => actions.send(["remove", one.id]) && leaving.set(one.id, one.name))
      : null;
  return { body: [row, note], more: first.box, update, remover };
}

const mayAct = ({ role }: Participant): boolean => role === "friend" || role === "rep";

function leaderChoice(words: LeadWords, model: () => VisitModel, actions: LeadActions) {
  const select = h("select", {});
  const label = h("label", {}, h("span", {}, words.label), select);
  let offered = "";
  let shown: string | null = null;
  select.onchange = () => {
    if (!actions.send(["lead", select.value])) select.value = model().lead;
  };
  const update = () => {
    const { you, lead } = model();
    const friends = others(model()).filter((one) => one.role === "friend");
    const names = friends.map(({ id, name }): [string, string] => [id, name]);
    const all = [["", words.everyone], [you, words.onlyYou], ...names] as [string, string][];
    label.hidden = !friends.length;
    // An open list is left alone while nothing in it has changed.
    if (offered === String(all) && shown === lead) return;
    if (offered !== String(all))
      select.replaceChildren(...all.map(([value, name]) => h("option", { value }, name)));
    offered = String(all);
    select.value = shown = lead;
  };
  return { label, update };
}

/** Whether pages that others choose are suggested, or opened at once. */
function askFirstBox(words: LeadWords, model: () => VisitModel, actions: LeadActions) {
  const tick = h("input", { type: "checkbox" });
  const box = h("label", { class: "tick" }, tick, h("span", {}, words.askFirst));
  tick.onchange = () => {
    if (!actions.send(["guide", tick.checked])) tick.checked = model().asks;
  };
  const update = () => {
    if (tick.checked !== model().asks) tick.checked = model().asks;
  };
  return { box, update };
}

/** Pressed twice, for there is no way back but a new link. */
function removeButton(words: LeadWords, { name }: Participant, remove: () => void): HTMLElement {
  const button = h("button", { class: "text danger", type: "button" });
  let sure = false;
  const ask = (asked: boolean) => {
    sure = asked;
    setText(button, sure ? words.sure(name) : words.remove);
    button.setAttribute("aria-label", sure ? words.sure(name) : words.removeWhom(name));
  };
  button.onclick = () => (sure ? remove() : ask(true));
  button.onblur = () => ask(false);
  ask(false);
  return button;
}
