/** Names of custom elements, so that `:defined` holds in the mirror when it holds here. */
import type { Op } from "../../../alongside/wire/ops";
import { attributeOf } from "./dom";
import type { Frame } from "./frame";

export class Definitions {
  #told = new Set<string>();
  #asked = new Set<string>();
  #fresh = new Set<string>();
  /** The built-in element that a name customises, by name. */
  readonly #bases = new Map<string, string>();

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  reset(): void {
    this.#told = new Set();
    for (const name of this.#asked) this.#fresh.add(name);
  }

  /** `name` is the element's own or, for a customised built-in, that of its `is` attribute. */
  met(element: Element, local: string): void {
    const name = local.includes("-") ? local : attributeOf(element, "is");
    if (!name || this.#told.has(name) || this.#fresh.has(name)) return;
    if (name !== local) this.#bases.set(name, local);
    this.#fresh.add(name);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    for (const name of this.#fresh) {
      const made = this.#frame.window.customElements.get(name) as { formAssociated?: boolean } | undefined;
      if (made || this.#isBrought(name)) {
        ops.push(["d", name, this.#bases.get(name) ?? "", made?.formAssociated ? 1 : 0]);
        this.#told.add(name);
      } else this.#ask(name);
    }
    this.#fresh = new Set();
    return ops;
  }

  #ask(name: string): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    const defined = () => {
      this.#fresh.add(name);
      this.#frame.wake();
    };
    // A name that can never be defined (font-face, annotation-xml) is refused, which is an answer as well.
    for (const { customElements } of [this.#frame.window, window])
      customElements.whenDefined(name).then(defined, () => undefined);
  }

  /** Nothing defines it here, but elements that were made in another document are what they were there or, wherever they are, become there. */
  #isBrought(name: string): boolean {
    const its = CSS.escape(name);
    const selector = `${its}:defined,[is=${its}]:defined`;
    return [...this.#frame.roots].some((root) => (root as ParentNode).querySelector(selector));
  }
}
