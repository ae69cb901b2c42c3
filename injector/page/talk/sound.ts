/** A short sound for a new message. Off until the shopper turns it on, in this browser for good. */
import { wantsSound } from "../link/memory";

const NOTES = [660, 880];
const NOTE_SECONDS = 0.09;
const LOUDNESS = 0.08;

export class Sound {
  #context: AudioContext | null = null;

  get isOn(): boolean {
    return wantsSound.get() === "1";
  }

  /** By the shopper's own press, from which on a browser lets a page be heard; they hear at once how it sounds. */
  turn(on: boolean): void {
    wantsSound.set(on ? "1" : null);
    this.ring();
  }

  ring(): void {
    if (!this.isOn) return;
    try {
      this.#context ??= new AudioContext();
      void this.#context.resume().catch(() => undefined);
      NOTES.forEach((pitch, index) => this.#play(this.#context!, pitch, index * NOTE_SECONDS));
    } catch {
      // A browser without sound, or one that refuses it here: the message is on the screen all the same.
    }
  }

  #play(context: AudioContext, pitch: number, after: number): void {
    const tone = new OscillatorNode(context, { frequency: pitch, type: "sine" });
    const gain = new GainNode(context, { gain: LOUDNESS });
    tone.connect(gain).connect(context.destination);
    tone.start(context.currentTime + after);
    tone.stop(context.currentTime + after + NOTE_SECONDS);
  }
}
