/**
 * When a person's hand was last at a mirror or at one inside it. Browsers do some things by themselves, too: they scroll what grew smaller, or
 * a date field that gets the focus, and report the choice in a list that loses it; nobody meant that for the shopper's page.
 */

/** What a hand sets off comes within this time. Milliseconds. */
const AFTER_HAND = 1000;
/** And what a browser does of itself, after a record. */
const AFTER_RECORD = 1000;

export class HandSeen {
  #touchedAt = -Infinity;
  #changedAt = -Infinity;
  #isDown = false;

  listen(document: Document, signal: AbortSignal): void {
    const touched = () => this.touched();
    const held = (event: PointerEvent) => {
      const wasDown = this.#isDown;
      this.#isDown = event.buttons !== 0;
      if (wasDown || this.#isDown) this.touched();
    };
    for (const type of ["wheel", "keydown", "touchstart", "touchmove"] as const)
      document.addEventListener(type, touched, { capture: true, passive: true, signal });
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"] as const)
      document.addEventListener(type, held, { capture: true, passive: true, signal });
  }

  touched(): void {
    this.#touchedAt = performance.now();
  }

  /** A record came, for this frame or for one inside it. */
  changed(): void {
    this.#changedAt = performance.now();
  }

  /** Whether what happened just now did so because of what came, and not by a hand. */
  get isElsewhere(): boolean {
    const now = performance.now();
    return !this.#isDown && now - this.#touchedAt > AFTER_HAND && now - this.#changedAt < AFTER_RECORD;
  }
}
