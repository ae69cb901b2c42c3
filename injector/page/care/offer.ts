/** Completes the card of offers: how long it takes, or when somebody is there; a message and a call as ways besides. */
import type { CareHost } from "../link/caring";
import { callHelp, type Help } from "../link/care_calls";
import { h, icon, icons } from "../panel/dom";
import { showCallForm } from "./call_form";
import { waitingCall } from "./call_agreed";
import { showMessageForm } from "./message_form";
import { clock, dayName, minutesOf } from "./times";
import type { Words } from "./words";

const PHONE = "M6 3h4l2 5-3 2a12 12 0 006 6l2-3 5 2v4a2 2 0 01-2 2A17 17 0 014 5a2 2 0 012-2z";
const LETTER = "M3 6h18v13H3zM3 7l9 7 9-7";

export async function completeOffer(host: CareHost, words: Words): Promise<void> {
  const title = host.body.firstElementChild;
  const help = await callHelp().catch(() => null);
  // Something else may be shown by now.
  if (help && title?.isConnected) fill(host, words, help);
}

function fill(host: CareHost, words: Words, help: Help): void {
  const [first, friend] = host.body.querySelectorAll<HTMLElement>(".choice");
  const lead = host.body.querySelector(".lead");
  if (!first || !friend || !lead) return;
  lead.after(status(words, help, host.lang));
  const { message, call } = words;
  const leave = choice(LETTER, message.choice, message.hint, () => host.show(showMessageForm(host, words)));
  const phone = choice(PHONE, call.choice, call.hint, () => showCallForm(host, words));
  if (!isThere(help)) first.before(leave);
  if (!help.open) first.hidden = true;
  else if (!help.reps) first.querySelector("small")!.textContent = words.help.mayTakeLong;
  if (help.callback) friend.before(waitingCall(host, words, help.callback));
  else if (help.open || help.opens) friend.before(phone);
}

const isThere = ({ open, reps }: Help): boolean => open && reps > 0;

function status({ help: words }: Words, help: Help, lang: string): HTMLElement {
  const kind = help.free && isThere(help) ? "free" : isThere(help) ? "busy" : "away";
  const parts = [say(words, help, Date.now() / 1000, lang)];
  if (isThere(help) && help.waiting) parts.push(words.before(help.waiting));
  return h("p", { class: `care status ${kind}`, role: "status" }, parts.join(" · "));
}

function say(words: Words["help"], help: Help, now: number, lang: string): string {
  const { open, opens, reps, free, wait } = help;
  if (!open) return opens ? words.opens(dayName(opens, now, lang), clock(opens, lang)) : words.closed;
  if (!reps) return words.nobody;
  if (wait !== null) return words.soon(minutesOf(wait));
  return free ? words.free : words.busy;
}

function choice(sign: string, name: string, hint: string, press: () => void): HTMLElement {
  return h(
    "button",
    { class: "choice", type: "button", onclick: press },
    h("span", { class: "sign" }, icon(sign)),
    h("span", {}, h("b", {}, name), h("small", {}, hint)),
    icon(icons.go),
  );
}
