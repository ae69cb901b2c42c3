/**
 * The acts under way. The mirror counts its own, the desk's buttons add theirs; towards the hub all are one series.
 */
import type { Result } from "../../../alongside/wire/messages";

/** Sixty acts a second are allowed; an act that is this far back will not be answered any more. */
export const ACTS_UNDER_WAY = 600;

export type Settle = (result: Result) => void;

export class ActBook {
  private last = 0;
  private readonly underWay = new Map<number, Settle>();

  /** The number to send an act with; `settle` is called once with its fate. */
  begin(settle: Settle): number {
    this.last += 1;
    this.underWay.set(this.last, settle);
    const oldest = this.last - ACTS_UNDER_WAY;
    this.settle(oldest, "gone");
    return this.last;
  }

  settle(seq: number, result: Result): void {
    const settle = this.underWay.get(seq);
    this.underWay.delete(seq);
    settle?.(result);
  }

  /** The connection is lost: nothing that is under way will be answered. */
  settleAll(result: Result): void {
    for (const seq of [...this.underWay.keys()]) this.settle(seq, result);
  }
}
