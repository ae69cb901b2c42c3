/** The snapshots that a mirror asks for: each once, and not again while it may be on its way. */
import type { LogRecord, ViewerToHub, Why } from "../../../alongside/wire/messages";
import { Patience } from "./patience";

/** Milliseconds in which a snapshot that was asked for should have come. */
const WANT_AGAIN_AFTER = 2_000;

export class Wants {
  /** When each frame's was asked for. */
  private readonly wanted = new Map<string, number>();
  /** By frame, for the page that is shown. */
  private readonly patience = new Map<string, Patience>();
  private epoch = "";

  /** `send` tells whether it could. */
  constructor(private readonly send: (message: ViewerToHub) => boolean) {}

  /** A gap shows at every record until the snapshot is here. */
  ask(frame: string, why: Why): void {
    const now = performance.now();
    if (now - (this.wanted.get(frame) ?? -Infinity) < WANT_AGAIN_AFTER) return;
    if (this.send(["want", frame, why])) this.wanted.set(frame, now);
  }

  /** The copy differs; it goes on as it is until the snapshot comes. `turn`: of the digest. */
  mend(frame: string, why: Why, turn: number): void {
    const patience = this.patience.get(frame) ?? new Patience();
    this.patience.set(frame, patience);
    if (patience.isDue(why, turn, performance.now())) this.ask(frame, why);
  }

  /** Told of every record that has come. */
  heard([name, frame, epoch]: LogRecord): void {
    if (name !== "snap") return;
    this.wanted.delete(frame);
    if (frame !== "0" || this.epoch === epoch) return;
    this.patience.clear();
    this.epoch = epoch;
  }

  /** The connection was lost, and with it what was asked for. */
  forget(): void {
    this.wanted.clear();
  }
}
