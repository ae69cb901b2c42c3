/**
 * The hands of others and their pointers are in a bundle of their own, control.js, which is on its way from the moment a session is
 * shown to somebody. Acts that come before it wait.
 */
import type { Pointers } from "../../../alongside/ui/pointers";
import type { Mark } from "../../../alongside/wire/marks";
import type { Action, Neighbour, Participant } from "../../../alongside/wire/messages";
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import type { NameOf } from "../control/asking";
import type { Control, Report } from "../control/control";
import { toTop } from "../control/places";
import type { Pointed, Pointing, TellMark } from "../control/pointing";

export type MakeControl = (
  captured: Pointed,
  report: Report,
  people: People,
) => [Control, Pointers, Pointing];
/** Who acts, and how they are told that the shopper is being asked. */
export interface People {
  nameOf: NameOf;
  asked(participant: string, seq: number): void;
  tell: TellMark;
  /** Where the shopper's tools have their place. */
  tools(): HTMLElement;
  /** The shop's other hosts; none when the session is over. */
  hosts(): readonly Neighbour[];
}
type Act = [participant: string, seq: number, action: Action];

/** Acts kept until the bundle is there. */
const MOST_WAITING = 256;

export class Hands {
  readonly #captured: Pointed;
  readonly #report: Report;
  readonly #people: People;
  #control: Control | null = null;
  #pointers: Pointers | null = null;
  #pointing: Pointing | null = null;
  #roster: [participants: Participant[], you: string] = [[], ""];
  #waiting: Act[] = [];
  #isStopped = false;

  constructor(captured: Pointed, report: Report, people: People) {
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

  roster(participants: Participant[], you: string): void {
    this.#roster = [participants, you];
    this.#pointers?.roster(participants, you);
    this.#pointing?.roster(participants, you);
  }

  /** Where somebody's pointer is in a frame of the page; null when it left. CSS pixels of that frame's viewport. */
  point(participant: string, frame: string, x: number | null, y: number | null): void {
    const view = this.#captured.documentOf(frame)?.defaultView;
    if (!view || x === null || y === null) this.#pointers?.show(participant, null, null);
    else this.#pointers?.show(participant, ...toTop(view, x, y));
  }

  /** What somebody points out; what comes before the bundle is presence, and over. */
  mark(participant: string, mark: Mark): void {
    this.#pointing?.take(participant, mark);
  }

  retell(): void {
    this.#pointing?.retell();
  }

  /** What still waits is dropped. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
    this.#control?.stop();
    this.#pointers?.destroy();
    this.#pointing?.stop();
  }

  #bring(): void {
    bring("control.js").then(
      () => this.#begin(),
      () => this.#refuse(),
    );
  }

  #begin(): void {
    if (this.#control || this.#isStopped) return;
    const make = hooksOf(window)!.control!;
    [this.#control, this.#pointers, this.#pointing] = make(this.#captured, this.#report, this.#people);
    this.roster(...this.#roster);
    for (const act of this.#waiting.splice(0)) this.#control.enqueue(...act);
  }

  #refuse(): void {
    for (const [participant, seq] of this.#waiting.splice(0)) this.#report(participant, seq, "away");
  }
}
