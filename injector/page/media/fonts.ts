/** The font families that a page asks for, each with how this browser sets it; those that the page brings along are left out. */
import { familiesOf, measureFont, sampleFor } from "../../../alongside/wire/fonts";
import type { Op } from "../../../alongside/wire/ops";
import type { Scope } from "../capture/scope";

/** Elements looked at in one go; on larger pages every nth, and others the next time. */
const SAMPLES = 60;
const MOST_FAMILIES = 50;
/** Measured in one go, since a browser may have to look for each on the disk. */
const FEW_FAMILIES = 4;
/** Calls left out after one that found nothing, at most; twice as many each time. */
const MOST_LEFT_OUT = 7;

export class Fonts {
  readonly #known = new Map<string, number>();
  #isNew = false;
  #sample = "";
  #start = 0;
  #leftOut = 0;
  #toLeaveOut = 0;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  reset(): void {
    this.#isNew = this.#known.size > 0;
  }

  collect(): void {
    if (this.#toLeaveOut-- > 0) return;
    this.#leftOut = this.#look() ? 0 : Math.min(2 * this.#leftOut + 1, MOST_LEFT_OUT);
    this.#toLeaveOut = this.#leftOut;
  }

  /** Whether there was one that is not known yet. */
  #look(): boolean {
    const { document, window } = this.#scope;
    const elements = document.getElementsByTagName("*");
    const lists = new Set<string>();
    const step = Math.ceil(elements.length / SAMPLES);
    for (let i = this.#start++ % step; i < elements.length; i += step)
      lists.add(window.getComputedStyle(elements[i]!).fontFamily);
    if (this.#sample !== (this.#sample = sampleFor(document))) this.#known.clear();
    let count = 0;
    const before = this.#known.size;
    const own = new Set(Array.from(document.fonts ?? [], (face) => familiesOf(face.family)[0]));
    for (const family of [...lists].flatMap(familiesOf)) {
      if (own.has(family) || this.#known.has(family) || this.#known.size >= MOST_FAMILIES) continue;
      const context = document.createElement("canvas").getContext("2d");
      if (!context || ++count > FEW_FAMILIES) break;
      this.#known.set(family, measureFont(context, family, this.#sample));
      this.#isNew = true;
      this.#scope.wake();
    }
    return this.#known.size > before;
  }

  flush(): Op[] {
    if (!this.#isNew) return [];
    this.#isNew = false;
    return [["l", [...this.#known].flat(), this.#sample]];
  }
}
