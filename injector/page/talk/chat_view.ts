/** The conversation in the card: the lines, who writes, and the field to write in. Built once, brought up to the moment in place. */
import type { Conversation, Heard } from "../../../alongside/ui/conversation";
import { PICTURES, pictureIn } from "../../../alongside/ui/upload";
import type { Answer, Picture } from "../../../alongside/wire/talk";
import { others, setText } from "../panel/people";
import { h, icon } from "../panel/dom";
import type { VisitModel } from "../link/visit";
import { Lines } from "./lines";
import { showWordsFor } from "./show_words";
import type { Sound } from "./sound";
import type { Words } from "./words";

export interface Chat {
  body: Node[];
  update(): void;
  toEnd(): void;
}

export interface ChatHost {
  lang: string;
  model(): VisitModel;
  /** What is being written, kept over page loads. */
  draft: { get(): string; set(text: string | null): void };
  sound: Sound;
  /** The last line is in sight, by what came or by scrolling. */
  reached(): void;
  upload(file: File): Promise<Picture>;
  /** The shopper's word on a suggestion. */
  answer(line: Heard, answer: Answer): void;
}

const SEND = "M4 12l16-8-6 16-3-7zM11 13l9-9";
const PICTURE = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01";
const PAGE = "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6";
const BELL = "M6 16V11a6 6 0 0112 0v5l2 2H4zM10 21h4";
/** Pixels from the end that still count as there. */
const NEAR = 24;
const MOST = 4000;

export function showChat(words: Words, conversation: Conversation, host: ChatHost): Chat {
  const lines = new Lines(words, conversation, host.lang, (line, answer) => host.answer(line, answer));
  const list = h("ol", {});
  // What others say is announced by the panel, whether the card is open or not: said here as well it would be heard twice.
  const quiet = { role: "log", "aria-live": "off", "aria-label": words.chat.log };
  const log = h("div", { class: "log", tabIndex: 0, ...quiet }, list);
  const writing = h("p", { class: "writing" });
  const newer = h("button", { class: "newer", type: "button", hidden: true }, words.chat.newer);
  const { form, field } = composer(words, conversation, host);
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const toEnd = () => (log.scrollTop = log.scrollHeight);

  let shown = "";
  const update = () => {
    const was = isAtEnd();
    const key = lines.update(list, host.model());
    setText(writing, writers(words, conversation, host.model()));
    const isMine = key.endsWith("+");
    if (key !== shown && (was || isMine)) toEnd();
    shown = key;
    log.hidden = !list.firstChild;
    if (isAtEnd()) host.reached();
    newer.hidden = isAtEnd() || !conversation.unread;
  };
  newer.onclick = () => {
    toEnd();
    update();
    field.focus({ preventScroll: true });
  };
  log.onscroll = update;
  return { body: [h("div", { class: "talk" }, log, newer, writing, form)], update, toEnd };
}

function writers({ chat }: Words, conversation: Conversation, model: VisitModel): string {
  const who = conversation.writing(Date.now());
  const names = others(model)
    .filter((one) => who.includes(one.id))
    .map((one) => one.name);
  return names.length ? chat.writing(names) : "";
}

function composer({ chat }: Words, conversation: Conversation, { lang, draft, sound, upload }: ChatHost) {
  const field = h("textarea", {
    rows: 1,
    maxLength: MOST,
    placeholder: chat.hint,
    "aria-label": chat.label,
    enterKeyHint: "send",
    value: draft.get(),
  });
  const send = h("button", { class: "say", type: "submit", "aria-label": chat.send }, icon(SEND));
  const trouble = h("p", { class: "trouble", role: "alert" });
  const show = async (file: File | undefined) => {
    if (!file) return;
    trouble.textContent = chat.pictureComes;
    try {
      conversation.say({ picture: await upload(file) });
      trouble.textContent = "";
    } catch {
      trouble.textContent = chat.pictureFailed;
    }
  };
  const row = h(
    "div",
    { class: "compose" },
    bell(chat.sound, sound),
    ...pictureButton(chat.showPicture, show),
    pageButton(showWordsFor(lang).showPage, conversation),
    field,
    send,
  );
  const form = h("form", {}, trouble, row);
  field.onpaste = ({ clipboardData }) => void show(pictureIn(clipboardData));
  const grow = () => {
    field.style.height = "0";
    field.style.height = `${field.scrollHeight}px`;
    send.disabled = !field.value.trim();
  };
  const say = () => {
    const text = field.value.trim();
    if (text) conversation.say({ text });
    field.value = "";
    draft.set(null);
    grow();
  };
  field.oninput = () => {
    draft.set(field.value);
    conversation.write(!field.value, Date.now());
    grow();
  };
  field.onkeydown = (event) => {
    // Enter that ends the choice of a Japanese word is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    say();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    say();
    field.focus({ preventScroll: true });
  };
  requestAnimationFrame(grow);
  return { form, field };
}

function pictureButton(words: string, show: (file: File | undefined) => Promise<void>): HTMLElement[] {
  const chooser = h("input", { type: "file", accept: PICTURES, hidden: true });
  chooser.onchange = () => {
    void show(chooser.files?.[0]);
    chooser.value = "";
  };
  const button = h(
    "button",
    { class: "bell", type: "button", "aria-label": words, title: words },
    icon(PICTURE),
  );
  button.onclick = () => chooser.click();
  return [button, chooser];
}

/** The page that is shown; the hub knows it as the others see it, without what is secret in its address. */
function pageButton(words: string, conversation: Conversation): HTMLElement {
  const onclick = () => conversation.say({ card: { url: "", title: "" } });
  return h(
    "button",
    { class: "bell", type: "button", "aria-label": words, title: words, onclick },
    icon(PAGE),
  );
}

function bell(words: string, sound: Sound): HTMLElement {
  const button = h(
    "button",
    { class: "bell", type: "button", "aria-label": words, title: words },
    icon(BELL),
  );
  const show = () => button.setAttribute("aria-pressed", String(sound.isOn));
  button.onclick = () => {
    sound.turn(!sound.isOn);
    show();
  };
  show();
  return button;
}
