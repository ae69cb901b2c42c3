/**
 * When a flush runs: after rest, as soon as the task is over that changed something; else with the next animation frame, so
 * that busy pages are told once a frame. A timer stands behind it, since frames stop in tabs that nobody sees; and from time to
 * time while something is watched that may change without a sign.
 */
const FALLBACK_MS = 100;
const REST_MS = 16;
const WATCH_MS = 250;
const DIGEST_MS = 5000;

export class Pulse {
  #frame = 0;
  #timer = 0;
  #watcher = 0;
  #last = 0;
  #digesting = 0;
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
    this.#timer = this.#window.setTimeout(this.#flush, FALLBACK_MS);
    this.#frame = this.#window.requestAnimationFrame(this.#flush);
    // Timers of hidden tabs are slowed down to one in a second or a minute; messages are not.
    const isHidden = this.#window.document.visibilityState === "hidden";
    if (isHidden || performance.now() - this.#last > REST_MS) this.#channel.port2.postMessage(0);
  }

  /** A flush ran, so none is due. */
  done(): void {
    this.#window.clearTimeout(this.#timer);
    this.#window.cancelAnimationFrame(this.#frame);
    this.#timer = 0;
    this.#last = performance.now();
  }

  watch(isNeeded: boolean): void {
    if (isNeeded === this.#watcher > 0) return;
    this.#window.clearInterval(this.#watcher);
    this.#watcher = isNeeded ? this.#window.setInterval(this.#flush, WATCH_MS) : 0;
  }

  /** Once in a while after changes, when the page has nothing better to do. */
  digestSoon(digest: () => void): void {
    if (this.#digesting) return;
    const idle = this.#window.requestIdleCallback as Window["requestIdleCallback"] | undefined;
    const due = () => {
      this.#digesting = 0;
      if (idle) idle.call(this.#window, digest);
      else digest();
    };
    this.#digesting = this.#window.setTimeout(due, DIGEST_MS);
  }

  stop(): void {
    this.#window.clearTimeout(this.#digesting);
    this.done();
    this.watch(false);
    this.#channel.port1.close();
  }
}
