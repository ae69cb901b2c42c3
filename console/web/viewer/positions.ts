/**
 * What a viewer has received of every frame's page log, and what to do with the next record. This is the position that a
 * reconnect tells; what the mirror has applied is behind it by what is under way over the port, which keeps its order.
 */
import type { LogRecord, Position, Positions } from "../../../alongside/wire/messages";

/** `pass` it on to the mirror · `old`: held already, drop it · `gap`: something is missing before it, ask for a snapshot. */
export type Verdict = "pass" | "old" | "gap";

export class PositionBook {
  private readonly held = new Map<string, Position>();

  take(record: LogRecord): Verdict {
    const [type, frame, epoch] = record;
    switch (type) {
      case "snap":
        this.held.set(frame, [epoch, record[3]]);
        return "pass";
      case "change":
        return this.takeChange(frame, epoch, record[3]);
      case "gone":
        if (this.held.get(frame)?.[0] === epoch) this.held.delete(frame);
        return "pass";
      case "digest":
        return "pass";
    }
  }

  positions(): Positions {
    return Object.fromEntries(this.held);
  }

  /** Forget a frame (its copy differs) or all of them; only a snapshot is taken next. */
  forget(frame: string): void {
    if (frame === "*") this.held.clear();
    else this.held.delete(frame);
  }

  private takeChange(frame: string, epoch: string, offset: number): Verdict {
    const held = this.held.get(frame);
    if (!held || held[0] !== epoch) return "gap";
    if (offset <= held[1]) return "old";
    if (offset !== held[1] + 1) return "gap";
    this.held.set(frame, [epoch, offset]);
    return "pass";
  }
}
