/** What is selected, or where the caret is. Where text is masked, a place in it is told as its beginning or its end. */
import { AT_END, BEFORE, NONE, type Op } from "../../../alongside/wire/ops";
import { htmlNameOf, isElement, typeOf } from "./dom";
import type { Frame } from "./frame";
import { deepActive } from "./sight";

type Place = [id: number, offset: number];
const NOWHERE: [...Place, ...Place] = [NONE, 0, NONE, 0];

export class Selections {
  #told = NOWHERE.join();
  #isStale = true;

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  reset(): void {
    this.#told = NOWHERE.join();
    this.#isStale = true;
  }

  heard(): void {
    this.#isStale = true;
    this.#frame.wake();
  }

  flush(): Op[] {
    if (!this.#isStale) return [];
    this.#isStale = false;
    const [places, extra] = this.#ofControl() ?? [this.#ofDocument() ?? NOWHERE, ""];
    const text = places.join() + extra;
    if (text === this.#told) return [];
    this.#told = text;
    return [["k", ...places]];
  }

  /** In a field. Setting its value moves the caret in the mirror, so the value counts as part of what was told. */
  #ofControl(): [places: [...Place, ...Place], extra: string] | null {
    const control = deepActive(this.#frame.document) as HTMLInputElement | null;
    const id = control && this.#frame.ids.idOf(control);
    if (!control || id === null || !/^(?:input|textarea)$/.test(htmlNameOf(control))) return null;
    const { selectionStart, selectionEnd } = control;
    if (selectionStart === null || this.#frame.masks.isSecret(control)) return [NOWHERE, ""];
    return [[id, selectionStart, id, selectionEnd ?? 0], ` ${control.value}`];
  }

  #ofDocument(): [...Place, ...Place] | null {
    const selection = this.#frame.document.getSelection();
    if (!selection?.rangeCount) return null;
    const shadowRoots = [...this.#frame.roots].filter((root) => (root as Partial<ShadowRoot>).host);
    const range =
      selection.getComposedRanges?.({ shadowRoots: shadowRoots as ShadowRoot[] })[0] ??
      selection.getRangeAt(0);
    if (range.collapsed && !isEditable(range.startContainer)) return null;
    const start = this.#placeOf(range.startContainer, range.startOffset, 0);
    const end = this.#placeOf(range.endContainer, range.endOffset, AT_END);
    return start && end && [...start, ...end];
  }

  #placeOf(node: Node, offset: number, whole: number): Place | null {
    const { ids, masks } = this.#frame;
    const child = typeOf(node) === 3 ? null : node.childNodes[offset];
    const beside = child ? ids.idOf(child) : null;
    if (beside !== null) return [beside, BEFORE];
    const id = ids.idOf(node);
    if (id === null) return null;
    if (typeOf(node) !== 3) return [id, AT_END];
    return [id, masks.isWithin(node) || this.#frame.isMasked(node as Text) ? whole : offset];
  }
}

function isEditable(node: Node): boolean {
  const element = isElement(node) ? node : node.parentElement;
  return !!(element as Partial<HTMLElement> | null)?.isContentEditable;
}
