/**
 * How much capture does in one go: the shop's page has to answer its shopper in between. A large tree is told in several records; each is
 * begun with `begin`, every node is counted, and what comes after the end is left for a later one.
 */

/** With what follows it (state, JSON, the socket) well below the 50 ms from which on a task is felt. */
const SLICE_MS = 12;
/** Characters in one record: as UTF-8 and escaped they stay below the 8 MiB that a frame may have. */
const SLICE_ROOM = 1_000_000;
/** The clock is looked at once in so many nodes. */
const LOOK_EVERY = 16;

export class Slice {
  isOver = false;
  #until = 0;
  #room = 0;
  #count = 0;

  readonly #now: () => number;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  begin(): void {
    this.isOver = false;
    this.#room = SLICE_ROOM;
    this.#count = 0;
    this.#until = this.#now() + SLICE_MS;
  }

  /** One more node, with so many characters. */
  spend(size: number): void {
    this.#room -= size;
    if (this.#room < 0 || (++this.#count % LOOK_EVERY === 0 && this.#now() > this.#until)) this.isOver = true;
  }
}
