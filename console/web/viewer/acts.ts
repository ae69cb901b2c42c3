/**
 * The acts under way. The mirror counts its own, the desk's buttons add theirs; towards the hub all are one series.
 */
import type { Places, Result } from "../../../alongside/wire/messages";

/** Sixty acts a second are allowed; an act that is this far back will not be answered any more. */
export const ACTS_UNDER_WAY = 600;
/** A page that has not answered after this long is asleep, as browsers let pages be that nobody looks at. Milliseconds. */
export const ANSWER_WITHIN = 10_000;

/** `wasAsked`: the shopper was asked to do it. */
export type Settle = (result: Result, wasAsked: boolean) => void;

/** Where the caret is after an act, before its fate is known. */
export type Caret = (places: Places) => void;

interface UnderWay {
  settle: Settle;
  timer?: ReturnType<typeof setTimeout>;
}

export class ActBook {
  private last = 0;
  private readonly underWay = new Map<number, UnderWay>();
  private readonly carets = new Map<number, Caret>();
  private readonly questions = new Set<number>();

  /** The number to send an act with; `settle` is called once with its fate. */
  begin(settle: Settle, caret?: Caret): number {
    const seq = (this.last += 1);
    const timer = setTimeout(() => this.settle(seq, "away"), ANSWER_WITHIN);
    this.underWay.set(seq, { settle, timer });
    if (caret) this.carets.set(seq, caret);
    const oldest = this.last - ACTS_UNDER_WAY;
    // A question to the shopper may take longer than that.
    if (!this.questions.has(oldest)) this.settle(oldest, "gone");
    return seq;
  }

  settle(seq: number, result: Result): void {
    const act = this.underWay.get(seq);
    clearTimeout(act?.timer);
    this.underWay.delete(seq);
    this.carets.delete(seq);
    act?.settle(result, this.questions.delete(seq));
  }

  caret(seq: number, places: Places): void {
    this.carets.get(seq)?.(places);
  }

  /** The shopper is being asked; the fate comes when they have answered. */
  asked(seq: number, settle: Settle): void {
    if (seq > this.last) return;
    // What an act set off may need the shopper some seconds after the act itself was done.
    const act = this.underWay.get(seq) ?? { settle };
    clearTimeout(act.timer);
    this.underWay.set(seq, act);
    this.questions.add(seq);
  }

  /** The connection is lost: nothing that is under way will be answered. */
  settleAll(result: Result): void {
    for (const seq of [...this.underWay.keys()]) this.settle(seq, result);
  }
}
