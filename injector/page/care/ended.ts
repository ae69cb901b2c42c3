/** Completes the card of a session that has ended: how it was, by one tap, and the conversation to keep. */
import type { CareHost } from "../link/caring";
import { callAfter, callMail, callRate, type After } from "../link/care_calls";
import { CallError } from "../link/calls";
import { h, icon } from "../panel/dom";
import { button, labelled } from "./form";
import type { Words } from "./words";

const STAR = "M12 3l2.8 5.8 6.2.9-4.5 4.4 1.1 6.3L12 17.4 6.4 20.4l1.1-6.3L3 9.7l6.2-.9z";
const TRANSCRIPT = "/__alongside/transcript";
/** Milliseconds; who does nothing with it by then wants to shop. */
const SHOWN_FOR = 30_000;

export async function completeEnd(host: CareHost, words: Words): Promise<void> {
  const title = host.body.firstElementChild;
  const after = await callAfter().catch(() => null);
  if (!after || !title?.isConnected || !(after.helped || after.lines)) return;
  const box = h("div", { class: "care after" });
  if (after.helped) box.append(...rating(words, after));
  if (after.lines) box.append(keepsake(words, after));
  host.body.querySelector(".answers")?.before(box);
  host.keep();
  const closing = setTimeout(() => box.isConnected && host.close(), SHOWN_FOR);
  const stay = () => clearTimeout(closing);
  box.onpointerdown = box.onkeydown = stay;
}

function rating({ after: words, form }: Words, { stars }: After): HTMLElement[] {
  const said = h("p", { class: "said", role: "status" });
  const buttons = [1, 2, 3, 4, 5].map((count) =>
    h("button", { type: "button", class: "star", "aria-label": words.stars(count) }, icon(STAR)),
  );
  const group = h("div", { class: "stars", role: "group", "aria-label": words.question }, ...buttons);
  const comment = commentForm(words, (text) => tell(chosen, text));
  let chosen = stars ?? 0;
  const show = () => {
    buttons.forEach((one, at) => {
      one.setAttribute("aria-pressed", String(at + 1 === chosen));
      one.classList.toggle("lit", at < chosen);
    });
    comment.hidden = !chosen;
  };
  const tell = (count: number, text: string) =>
    callRate({ stars: count, comment: text }).then(
      () => (said.textContent = words.thanks),
      () => (said.textContent = form.failed),
    );
  buttons.forEach((one, at) => {
    one.onclick = () => {
      chosen = at + 1;
      show();
      void tell(chosen, comment.querySelector("textarea")!.value);
    };
  });
  show();
  return [h("h3", {}, words.question), group, comment, said];
}

function commentForm(words: Words["after"], send: (text: string) => Promise<unknown>): HTMLFormElement {
  const field = h("textarea", { rows: 2, maxLength: 2000 });
  const form = h(
    "form",
    { hidden: true },
    labelled(words.comment, field),
    h("button", { class: "text", type: "submit" }, words.send),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    void send(field.value);
  };
  return form;
}

/** The conversation as a file, and by e-mail where the shop can send any. */
function keepsake({ after: words, form }: Words, { mail }: After): HTMLElement {
  const link = (as: string, name: string) =>
    h("a", { class: "text", href: `${TRANSCRIPT}?as=${as}`, download: "" }, name);
  const links = h("p", { class: "keep" }, link("text", words.text), link("html", words.page));
  const box = h("div", {}, h("h3", {}, words.conversation), links);
  if (!mail) return box;
  const field = h("input", { type: "email", maxLength: 254, autocomplete: "email" });
  const said = h("p", { class: "said", role: "status" });
  const mailing = h("form", { class: "row", hidden: true, noValidate: true }, labelled(words.email, field));
  mailing.append(h("button", { class: "text", type: "submit" }, words.mail));
  mailing.onsubmit = (event) => {
    event.preventDefault();
    said.textContent = form.sending;
    callMail(field.value).then(
      () => {
        said.textContent = words.mailed(field.value);
        mailing.hidden = true;
      },
      (error: unknown) =>
        (said.textContent = (error instanceof CallError && form.errors[error.code]) || form.failed),
    );
  };
  const open = button("text", words.byMail, () => {
    mailing.hidden = false;
    field.focus();
  });
  links.append(open);
  box.append(mailing, said);
  return box;
}
