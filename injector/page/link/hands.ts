/**
 * The hands of others are in a bundle of their own, control.js, which is on its way from the moment a session is shown to somebody.
 * Acts that come before it wait.
 */
import type { Action, Result } from "../../../alongside/wire/messages";
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import type { NameOf } from "../control/asking";
import type { Captured, Control } from "../control/control";

export type MakeControl = (captured: Captured, report: Report, people: People) => Control;
/** Who acts, and how they are told that the shopper is being asked. */
export interface People {
  nameOf: NameOf;
  asked(participant: string, seq: number): void;
}
type Report = (participant: string, seq: number, result: Result) => void;
type Act = [participant: string, seq: number, action: Action];

/** Acts kept until the bundle is there. */
const MOST_WAITING = 256;

export class Hands {
  readonly #captured: Captured;
  readonly #report: Report;
  readonly #people: People;
  #control: Control | null = null;
  #waiting: Act[] = [];
  #isStopped = false;

  constructor(captured: Captured, report: Report, people: People) {
    this.#captured = captured;
    this.#report = report;
    this.#people = people;
    this.#bring();
  }

  enqueue(...act: Act): void {
    if (this.#control) return this.#control.enqueue(...act);
    if (this.#waiting.length >= MOST_WAITING) return this.#report(act[0], act[1], "busy");
    this.#waiting.push(act);
    this.#bring();
  }

  /** What still waits is dropped. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
    this.#control?.stop();
  }

  #bring(): void {
    bring("control.js").then(
      () => this.#begin(),
      () => this.#refuse(),
    );
  }

  #begin(): void {
    if (this.#control || this.#isStopped) return;
    this.#control = hooksOf(window)!.control!(this.#captured, this.#report, this.#people);
    for (const act of this.#waiting.splice(0)) this.#control.enqueue(...act);
  }

  #refuse(): void {
    for (const [participant, seq] of this.#waiting.splice(0)) this.#report(participant, seq, "away");
  }
}
