/**
 * When a flush runs: after rest, as soon as the task is over that changed something, and what is little even at its end; else with
 * the next animation frame, so that busy pages are told once a frame. A timer stands behind it, since frames stop in tabs that nobody sees; and from time to
 * time while something is watched that may change without a sign. What a flush took, the page gets back threefold before the next
 * one, so that capture has no more than a quarter of a page that never rests.
 */
const FALLBACK_MS = 100;
const REST_MS = 16;
const WATCH_MS = 250;
/** Times what a flush took. */
const GIVEN_BACK = 3;
/** A flush as short as this is not felt. */
const CHEAP_MS = 4;
/** In a tab that nobody sees, flushes are this far apart. */
const HIDDEN_MS = 250;
/** From one turn through the tree to the next, from one part to the next, and how long to wait for an idle moment. */
const DIGEST_MS = 3000;
const PART_MS = 40;
const IDLE_MS = 500;

/** In place of a timer's id. */
const BY_MESSAGE = -1;

export class Pulse {
  #frame = 0;
  #timer = 0;
  #watcher = 0;
  #last = 0;
  #rest = 0;
  #digesting = 0;
  #isHeld = false;
  readonly #channel = new MessageChannel();

  readonly #window: Window;
  readonly #flush: () => void;

  constructor(window: Window, flush: () => void) {
    this.#window = window;
    this.#flush = flush;
    this.#channel.port1.onmessage = () => {
      if (this.#timer) this.#flush();
    };
  }

  wake(): void {
    if (this.#timer) return;
    const since = performance.now() - this.#last;
    const isHidden = this.#window.document.hidden;
    const rest = Math.max(this.#rest, isHidden ? HIDDEN_MS : 0) - since;
    // Timers of hidden tabs are slowed down to one in a second or a minute; messages are not.
    if (rest <= 0 && (isHidden || since > REST_MS)) {
      this.#timer = BY_MESSAGE;
      if (!this.#isHeld) this.#channel.port2.postMessage(0);
      return;
    }
    this.#timer = this.#window.setTimeout(this.#flush, rest > 0 ? rest : FALLBACK_MS);
    if (rest <= 0) this.#frame = this.#window.requestAnimationFrame(this.#flush);
  }

  /** Takes in what a task did, which is at its end; what is little is told at once. */
  take(isLittle: boolean, absorb: () => void): void {
    this.#isHeld = true;
    absorb();
    this.#isHeld = false;
    if (this.#timer !== BY_MESSAGE) return;
    if (isLittle && !this.#window.document.hidden) this.#flush();
    else this.#channel.port2.postMessage(0);
  }

  /** A flush ran from then on, and none is due. */
  done(from: number): void {
    if (this.#timer > 0) {
      this.#window.clearTimeout(this.#timer);
      this.#window.cancelAnimationFrame(this.#frame);
    }
    this.#timer = 0;
    this.#isHeld = false;
    this.#last = performance.now();
    const took = this.#last - from;
    this.#rest = took < CHEAP_MS ? 0 : took * GIVEN_BACK;
  }

  watch(isNeeded: boolean): void {
    if (isNeeded === this.#watcher > 0) return;
    this.#window.clearInterval(this.#watcher);
    this.#watcher = isNeeded ? this.#window.setInterval(this.#flush, WATCH_MS) : 0;
  }

  /** Again and again, when the page has nothing better to do and somebody may be looking at it. `digest`: whether more is to come. */
  keepDigesting(digest: () => boolean): void {
    const window = this.#window;
    const idle = window.requestIdleCallback as Window["requestIdleCallback"] | undefined;
    const work = () => {
      const isMore = this.#digesting && !window.document.hidden && digest();
      if (this.#digesting) wait(isMore ? PART_MS : DIGEST_MS);
    };
    const due = () => (idle ? idle.call(window, work, { timeout: IDLE_MS }) : work());
    const wait = (time: number) => (this.#digesting = window.setTimeout(due, time));
    wait(DIGEST_MS);
  }

  stop(): void {
    this.#window.clearTimeout(this.#digesting);
    this.#digesting = 0;
    this.done(0);
    this.watch(false);
    this.#channel.port1.close();
  }
}
