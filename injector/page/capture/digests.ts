/** Digests of a frame, a part of its tree at a time, so that none takes long; a turn goes through the whole tree. */
import type { TreeReader } from "../../../alongside/wire/digest";
import type { Frame } from "./frame";
import { hooksOf } from "./hooks";
import type { Serializer } from "./serialize";

/** Nodes of one digest: a few milliseconds. */
const PART = 1000;

export class Digests {
  #ids: Iterator<number> | null = null;
  #turn = 0;
  readonly #reader: TreeReader;

  constructor({ ids, forms, sheets, meetings, masks }: Frame, serializer: Serializer) {
    this.#reader = {
      nodeOf: (id) => ids.nodeOf(id),
      idOf: (node) => ids.idOf(node),
      textOf: (text) => (meetings.maskOf(text) ? null : text.data),
      attributesOf: (element) => serializer.sent(element),
      stateOf: (element) => forms.stateOf(element),
      rulesOf: (node) => sheets.rulesOf(node),
      hide: (text) => masks.secrets.hideKnown(text),
    };
  }

  /** A snapshot gave new ids. */
  reset(): void {
    this.#ids = null;
  }

  /** The next part, "first id-last id-turn:sums", and whether the turn is over with it. */
  next(all: Iterator<number>): [digest: string, isLast: boolean] {
    this.#ids ??= all;
    const part: number[] = [];
    let at: IteratorResult<number, number> | null = null;
    while (part.length < PART && !(at = this.#ids.next() as IteratorResult<number, number>).done)
      part.push(at.value);
    const digest = `${part[0]}-${part.at(-1)}-${this.#turn}:${hooksOf(window)!.digest!(this.#reader, part, this.#turn)}`;
    if (at?.done) {
      this.#ids = null;
      this.#turn++;
    }
    return [digest, !!at?.done];
  }
}
