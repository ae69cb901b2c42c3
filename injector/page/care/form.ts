/** What the forms of the card have in common: labelled fields, one button, and what is wrong, said beside it. */
import { CallError } from "../link/calls";
import { h } from "../panel/dom";
import type { View } from "../panel/views";
import type { Words } from "./words";

export const heading = (text: string): HTMLElement => h("h2", { id: "title", tabIndex: -1 }, text);
export const lead = (text: string): HTMLElement => h("p", { class: "lead" }, text);

export function button(kind: "main" | "plain" | "text", words: string, press: () => void): HTMLElement {
  return h("button", { class: kind, type: "button", onclick: press }, words);
}

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function labelled(words: string, field: Field, hint = ""): HTMLElement {
  return h("label", {}, h("span", {}, words, hint && h("i", {}, hint)), field);
}

/** Which field a refusal is about. */
export type Blame = (code: string) => Field;

interface FormParts {
  title: string;
  lead: string;
  fields: HTMLElement[];
  send: string;
  blame: Blame;
  back(): void;
  /** Rejects with CallError. */
  submit(): Promise<void>;
}

/** A view with a form. While it is sent it cannot be sent again; what is refused is said, and the field to change has the focus. */
export function formView(words: Words["form"], parts: FormParts): View {
  const trouble = h("p", { class: "trouble", id: "trouble", role: "alert", hidden: true });
  const send = h("button", { class: "main", type: "submit" }, parts.send);
  const answers = h("div", { class: "answers" }, button("plain", words.back, parts.back), send);
  const form = h("form", { class: "care", noValidate: true }, ...parts.fields, trouble, answers);
  const say = (error: unknown) => {
    const code = error instanceof CallError ? error.code : "";
    trouble.textContent = words.errors[code] ?? words.failed;
    trouble.hidden = false;
    const field = words.errors[code] && parts.blame(code);
    if (!field) return;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "trouble");
    field.focus();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    trouble.hidden = send.disabled = true;
    send.textContent = words.sending;
    parts
      .submit()
      .catch(say)
      .finally(() => {
        send.disabled = false;
        send.textContent = parts.send;
      });
  };
  return { body: [heading(parts.title), lead(parts.lead), form] };
}
