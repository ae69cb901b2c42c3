/** The font families that a page asks for, each with how this browser sets it; those that the page brings along are left out. */
import { familiesOf, measureFont } from "../../../alongside/wire/fonts";
import type { Op } from "../../../alongside/wire/ops";
import type { Scope } from "../capture/scope";

/** Elements looked at in one go; on larger pages every nth. */
const SAMPLES = 300;
const MOST_FAMILIES = 50;

export class Fonts {
  readonly #known = new Map<string, number>();
  #isNew = false;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  reset(): void {
    this.#isNew = this.#known.size > 0;
  }

  collect(): void {
    const { document, window } = this.#scope;
    const elements = document.getElementsByTagName("*");
    const lists = new Set<string>();
    for (let i = 0; i < elements.length; i += Math.ceil(elements.length / SAMPLES))
      lists.add(window.getComputedStyle(elements[i]!).fontFamily);
    const own = new Set(Array.from(document.fonts ?? [], (face) => familiesOf(face.family)[0]));
    for (const family of [...lists].flatMap(familiesOf)) {
      if (own.has(family) || this.#known.has(family) || this.#known.size >= MOST_FAMILIES) continue;
      const context = document.createElement("canvas").getContext("2d");
      if (!context) return;
      this.#known.set(family, measureFont(context, family));
      this.#isNew = true;
      this.#scope.wake();
    }
  }

  flush(): Op[] {
    if (!this.#isNew) return [];
    this.#isNew = false;
    return [["l", [...this.#known].flat()]];
  }
}
