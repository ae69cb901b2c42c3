/** The card of a running session: how others come in, and below it the conversation. */
import { Conversation, type Heard } from "../../../alongside/ui/conversation";
import type { CallOf } from "../../../alongside/wire/call";
import type { ToListener } from "../../../alongside/wire/talk";
import { draft, unsent } from "../link/memory";
import type { Talk, TalkHost } from "../link/talking";
import type { View } from "../panel/views";
import { CallDoor } from "./call_door";
import { besideButton } from "./beside_button";
import { showChat } from "./chat_view";
import { leadWordsFor } from "./lead_words";
import { showShare } from "./share_view";
import { showWordsFor } from "./show_words";
import { Sound } from "./sound";
import { Suggester } from "./suggester";
import css from "./talk.css";
import { uploadPicture } from "../../../alongside/ui/upload";
import { wordsFor, type Words } from "./words";

export class SessionCard implements Talk {
  readonly css = css;
  readonly #host: TalkHost;
  readonly #words: Words;
  readonly #sound = new Sound();
  readonly #conversation: Conversation;
  readonly #suggester: Suggester;
  readonly #door: CallDoor;

  constructor(host: TalkHost) {
    this.#host = host;
    this.#words = wordsFor(host.lang);
    this.#conversation = new Conversation(
      {
        send: (message) => host.send(message),
        keep: (text) => unsent.set(text || null),
        changed: () => this.#changed(),
        heard: (line) => this.#heard(line),
      },
      unsent.get(),
    );
    this.#suggester = new Suggester(showWordsFor(host.lang), this.#conversation, host);
    this.#door = new CallDoor({ ...host, callChanged: () => this.#door.update() }, this.#words, this.#sound);
    if (host.model().connected) this.connected(host.model().you);
  }

  get unread(): number {
    return this.#conversation.unread;
  }

  get news(): string {
    return this.unread ? this.#words.chat.unread(this.unread) : "";
  }

  connected(you: string): void {
    this.#conversation.connected(you);
    this.#door.connected(you);
  }

  receive(message: ToListener | CallOf): void {
    if (message[0] === "call") this.#door.receive(message[1]);
    else this.#conversation.receive(message, Date.now());
  }

  view(): View {
    const host = this.#host;
    const share = showShare(this.#words, leadWordsFor(host.lang), () => host.model(), host);
    const chat = showChat(this.#words, this.#conversation, {
      lang: host.lang,
      model: () => host.model(),
      draft,
      sound: this.#sound,
      answer: (line, answer) => this.#suggester.answer(line, answer),
      reached: () => {
        if (host.isSeen()) this.#conversation.see();
      },
      upload: (file) => uploadPicture("/__alongside/pictures", file, { "X-Alongside": "1" }),
    });
    const update = () => {
      share.update?.();
      this.#door.update();
      chat.update();
    };
    update();
    const beside = besideButton(this.#words, () => host.close());
    const body = [...share.body, this.#door.body, beside, ...chat.body];
    return { body, update, shown: () => chat.toEnd() };
  }

  #changed(): void {
    this.#suggester.update();
    this.#host.changed();
  }

  #heard(line: Heard): void {
    const { name, text, suggest } = line.spoken;
    const { says, shows } = this.#words.chat;
    this.#sound.ring();
    // It says so itself, wherever it is shown.
    if (suggest) return;
    this.#host.heard(line, text ? says(name, text) : shows(name));
  }
}
