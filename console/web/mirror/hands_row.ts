/** Presses in a row, as the person's own browser would count them: pointer events bring no count, and the way to the host has no even pace. */

/** Presses that follow each other faster count on. Milliseconds. */
const TWICE_WITHIN = 500;
/** And nearer to each other. CSS pixels. */
const NEAR = 5;

export class Row {
  #last = { timeStamp: -Infinity, clientX: 0, clientY: 0 };
  #length = 0;

  /** Of this press of a button, which is the latest. */
  count(event: Pick<MouseEvent, "timeStamp" | "clientX" | "clientY">): number {
    const { timeStamp, clientX, clientY } = event;
    const isNear = Math.hypot(clientX - this.#last.clientX, clientY - this.#last.clientY) <= NEAR;
    this.#length = isNear && timeStamp - this.#last.timeStamp <= TWICE_WITHIN ? this.#length + 1 : 1;
    this.#last = { timeStamp, clientX, clientY };
    return this.#length;
  }
}
