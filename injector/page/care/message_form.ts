/** A message for when somebody is there. */
import type { CareHost } from "../link/caring";
import { callMessage } from "../link/care_calls";
import { h } from "../panel/dom";
import type { View } from "../panel/views";
import { button, formView, heading, labelled, lead } from "./form";
import type { Words } from "./words";

export function showMessageForm(host: CareHost, words: Words): View {
  const { message, form } = words;
  const text = h("textarea", { rows: 4, maxLength: 4000, name: "message" });
  const contact = h("input", { type: "text", maxLength: 300, name: "contact", autocomplete: "email" });
  const name = h("input", { type: "text", maxLength: 40, name: "name", autocomplete: "name" });
  return formView(form, {
    title: message.title,
    lead: message.lead,
    fields: [
      labelled(message.text, text),
      labelled(message.contact, contact),
      labelled(form.name, name, form.optional),
    ],
    send: message.send,
    blame: (code) => (code === "empty" ? text : contact),
    back: () => host.open(),
    async submit() {
      const left = { text: text.value, contact: contact.value, name: name.value };
      const kept = await callMessage(left, host.lang);
      host.show(showSent(host, words, kept.contact));
    },
  });
}

function showSent(host: CareHost, { message, form }: Words, contact: string): View {
  const done = h(
    "div",
    { class: "answers" },
    button("main", form.done, () => host.close()),
  );
  return { body: [heading(message.sent), lead(message.sentLead(contact)), done] };
}
