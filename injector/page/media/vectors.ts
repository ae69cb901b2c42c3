/**
 * SVG that scripts change through the objects that stand for its attributes (`rect.x.baseVal.value`, `polygon.points`). No mutation
 * record tells of that, and the object does not tell whose it is, so all SVG of the page is compared with what it was.
 */
import * as dom from "../capture/dom";
import type { Op } from "../../../alongside/wire/ops";
import type { Scope } from "../capture/scope";

/** What no such object stands for. */
const OTHERS = /^(?:d|id|style)$/;
/** Elements compared in one go; of more, these come in turns. */
const MOST = 2000;

export class Vectors {
  #known = new WeakMap<Element, string>();
  #isDue = false;
  /** Where the next turn begins, an id. */
  #from = 0;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  heard(): void {
    this.#isDue = true;
    this.#scope.wake();
  }

  reset(): void {
    this.#known = new WeakMap();
  }

  flush(): Op[] {
    const ops: Op[] = [];
    if (!this.#isDue) return ops;
    this.#isDue = false;
    for (const [id, element] of this.#next()) {
      const flat = this.#scope.sent(element);
      const told = flat.filter((_, i) => !OTHERS.test(flat[i - (i % 2)]!));
      const text = told.join("\n");
      if (this.#known.get(element) === text) continue;
      this.#known.set(element, text);
      ops.push(["a", id, told]);
    }
    return ops;
  }

  *#next(): Generator<[id: number, element: Element]> {
    const { ids } = this.#scope;
    let left = MOST;
    const from = this.#from;
    this.#from = 0;
    for (const id of { [Symbol.iterator]: () => ids.all }) {
      const node = id < from ? null : ids.nodeOf(id);
      if (!node || !dom.isElement(node) || dom.namespaceOf(node) !== dom.SVG) continue;
      if (left-- > 0) yield [id, node];
      else {
        this.#from = id;
        this.heard();
        return;
      }
    }
  }
}
