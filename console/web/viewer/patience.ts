/** How soon a copy that went apart is asked to be mended again. Kept here, since every snapshot is built in another document. */
import type { Why } from "../../../alongside/wire/messages";

/** A difference that a snapshot did not mend is asked about less and less often. Milliseconds. */
const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 640_000;

/** Which differences are worth a snapshot now. */
export class Patience {
  private readonly waits = new Map<Why, { until: number; wait: number; turn: number }>();

  /** `turn`: of the digest. A whole turn without a difference forgets it. */
  isDue(why: Why, turn: number, now: number): boolean {
    const known = this.waits.get(why);
    const isNew = !known || turn > known.turn + 1;
    if (known) known.turn = turn;
    if (!isNew && now < known.until) return false;
    const wait = isNew ? FIRST_WAIT : Math.min(2 * known.wait, LONGEST_WAIT);
    this.waits.set(why, { until: now + wait, wait, turn });
    return true;
  }
}
