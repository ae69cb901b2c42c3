/** Which node has which id, in one frame. An id is given once in an epoch; a node that left is forgotten. */
import { DOCUMENT_ID } from "../../../alongside/wire/ops";

export class Ids {
  next = 1;
  #byNode = new WeakMap<Node, number>();
  #byId = new Map<number, Node>();
  /** Ids of before the last snapshot: acts that are on their way may still name them. */
  #older = new Map<number, Node>();

  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
    this.clear();
  }

  has(node: Node): boolean {
    return this.#byNode.has(node);
  }

  idOf(node: Node): number | null {
    return this.#byNode.get(node) ?? null;
  }

  nodeOf(id: number): Node | null {
    return this.#byId.get(id) ?? this.#older.get(id) ?? null;
  }

  /** All ids, lowest first. */
  get all(): Iterator<number, undefined> {
    return this.#byId.keys();
  }

  give(node: Node): number {
    const id = this.next++;
    this.#byNode.set(node, id);
    this.#byId.set(id, node);
    return id;
  }

  forget(node: Node): void {
    const id = this.#byNode.get(node);
    if (id === undefined) return;
    this.#byNode.delete(node);
    this.#byId.delete(id);
  }

  /** Before a snapshot: every node gets a new id; numbering goes on. */
  clear(): void {
    this.#older = this.#byId;
    this.#byNode = new WeakMap([[this.#document, DOCUMENT_ID]]);
    this.#byId = new Map([[DOCUMENT_ID, this.#document]]);
  }
}
