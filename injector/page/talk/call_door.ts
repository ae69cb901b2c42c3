/** Talking by voice, in the card: a button for each who may be asked to, and the way of the bundle that does it. */
import type { CallNews, CallStanding } from "../../../alongside/wire/call";
import { bringCall, type CallDoorHost, type ShopperCall } from "../link/calling";
import { speaks } from "../link/memory";
import { h, icon } from "../panel/dom";
import { others } from "../panel/people";
import type { Sound } from "./sound";
import type { Words } from "./words";

const PHONE = "M6 3h4l2 5-3 2a12 12 0 006 6l2-3 5 2v4a2 2 0 01-2 2A17 17 0 014 5a2 2 0 012-2z";

export class CallDoor {
  readonly #host: CallDoorHost;
  readonly #words: Words;
  readonly #sound: Sound;
  readonly body = h("div", { class: "voices", hidden: true });
  #call: ShopperCall | null = null;
  #isOpen = false;
  #you = "";
  #offered = "";
  #asks = "";

  constructor(host: CallDoorHost, words: Words, sound: Sound) {
    this.#host = host;
    this.#words = words;
    this.#sound = sound;
    // A call that went on before this page loaded goes on without a moment's delay.
    if (speaks.get()) this.#bring();
    window.alongside?.on("state", (state) => state === "ended" && this.#call?.stop());
  }

  connected(you: string): void {
    this.#you = you;
    if (this.#call) this.#call.connected(you);
    else this.#host.send(["call", ["again"]]);
  }

  receive(news: CallNews): void {
    if (news[0] === "stands") this.#hear(news[1]);
    this.#call?.receive(news);
    this.update();
  }

  update(): void {
    const busy = this.#call?.busyWith ?? [];
    const free = others(this.#host.model()).filter(
      ({ id, role, here }) => here && role !== "supervisor" && !busy.includes(id),
    );
    this.body.hidden = !this.#isOpen || !free.length;
    const offered = free.map(({ id, name }) => `${id} ${name}`).join();
    if (offered === this.#offered) return;
    this.#offered = offered;
    const button = (id: string, name: string) =>
      h(
        "button",
        { class: "plain", type: "button", onclick: () => this.#bring((call) => call.ring(id)) },
        icon(PHONE),
        h("span", {}, this.#words.voice.talk(name)),
      );
    this.body.replaceChildren(...free.map(({ id, name }) => button(id, name)));
  }

  /** The hub has answered, so people may talk here. */
  #hear({ people, rings }: CallStanding): void {
    this.#isOpen = true;
    const asks = rings.find((ring) => ring.to === this.#you)?.by ?? "";
    if (asks && asks !== this.#asks) this.#sound.ring();
    this.#asks = asks;
    const isMine = people.some((one) => one.id === this.#you) || rings.some((ring) => ring.by === this.#you);
    if (asks || isMine) this.#bring();
  }

  #bring(then?: (call: ShopperCall) => void): void {
    if (this.#call) return then?.(this.#call);
    bringCall((make) => {
      if (!this.#call) {
        this.#call = make(this.#host);
        if (this.#you) this.#call.connected(this.#you);
      }
      then?.(this.#call);
    });
  }
}
