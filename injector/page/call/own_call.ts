/** The shopper's part in a call, and the small card that shows it. */
import { VoiceCall } from "../../../alongside/ui/call/voice_call";
import { callWordsFor } from "../../../alongside/ui/call/words";
import type { CallNews } from "../../../alongside/wire/call";
import type { CallDoorHost, ShopperCall } from "../link/calling";
import { speaks } from "../link/memory";
import { CallCard } from "./call_card";

export class OwnCall implements ShopperCall {
  readonly #call: VoiceCall;
  readonly #card: CallCard;

  constructor(host: CallDoorHost) {
    this.#call = new VoiceCall({
      send: (message) => host.send(message),
      changed: () => this.#changed(host),
      kept: speaks,
    });
    this.#card = new CallCard(this.#call, callWordsFor(host.lang), host);
  }

  get busyWith(): readonly string[] {
    const { others, asks, asked } = this.#call.view;
    return [...others.map((one) => one.id), asks, asked].filter(Boolean);
  }

  connected(you: string): void {
    this.#call.connected(you);
  }

  receive(news: CallNews): void {
    this.#call.receive(news);
  }

  ring(who: string): void {
    void this.#call.ring(who);
  }

  stop(): void {
    this.#call.stop();
  }

  #changed(host: CallDoorHost): void {
    this.#card.update();
    host.callChanged();
  }
}
