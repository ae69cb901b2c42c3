/**
 * A host page and a mirror of it side by side in two frames, joined by a fake link: what hands do in the one, control does in the other.
 * Both are the same document loaded twice, so a node's id is its place in the tree. `window.sides` is what the tests use.
 */
import type { Action, Places, Result } from "../../alongside/wire/messages";
import { attachHands } from "../../console/web/mirror/hands";
import type { Hands } from "../../console/web/mirror/hands_types";
import { PickerLayer } from "../../console/web/mirror/picker_layer";
import type { Answered, Ask } from "../../console/web/mirror/picker_types";
import { Control } from "../../injector/page/control/control";

class Ids {
  readonly #nodes = new Map<number, Node>();
  readonly #ids = new WeakMap<Node, number>();

  constructor(root: Node) {
    const add = (node: Node) => {
      const id = this.#nodes.size + 1;
      this.#nodes.set(id, node);
      this.#ids.set(node, id);
      const shadow = (node as Element).shadowRoot;
      for (const child of [...(shadow ? [shadow] : []), ...node.childNodes]) add(child);
    };
    add(root);
  }

  nodeOf = (id: number): Node | null => this.#nodes.get(id) ?? null;
  idOf = (node: Node): number | null => this.#ids.get(node) ?? null;
}

class Sides {
  readonly acts: Action[] = [];
  readonly results: [name: string, result: Result][] = [];
  readonly fates = new Map<number, Result>();
  readonly points: (number | null)[][] = [];
  may = true;
  /** Held back answers are given by `answer`; for what happens in between. */
  holds = false;
  readonly #held: (() => void)[] = [];
  readonly #host: Window;
  readonly #ids: Ids;
  readonly #control: Control;
  readonly hands: Hands;
  /** As for a frame of the page: popups are drawn around the mirror. */
  readonly pickers = new PickerLayer();
  #seq = 0;
  #busy = 0;

  constructor(host: Window, mirror: Window) {
    this.#host = host;
    this.#ids = new Ids(host.document);
    const masked = (node: Node) =>
      (node as Element).closest("[type=password],[data-alongside=mask]") !== null;
    const reserved = (node: Node) =>
      (node as Element).closest("[data-alongside=noremote],.reserved") !== null;
    const captured = {
      nodeOf: (_: string, id: number) => this.#ids.nodeOf(id),
      idOf: (node: Node): [string, number] | null => {
        const id = this.#ids.idOf(node);
        return id === null ? null : ["0", id];
      },
      documentOf: () => host.document,
    };
    this.#control = new Control(
      host,
      { ...captured, isMasked: masked, isReserved: reserved, flush: () => undefined },
      (_, seq, result, places) => this.#answer(seq, result, places),
    );
    const there = new Ids(mirror.document);
    this.hands = attachHands({
      ...{ frame: "0", document: mirror.document, idOf: there.idOf, nodeOf: there.nodeOf },
      targetOf: (event) => (event.composedPath()[0] as Node) ?? null,
      onRoot: () => undefined,
      send: (action) => this.act(action),
      mayAct: () => this.may,
      point: (x, y) => void this.points.push([x, y]),
      pick: (ask: Ask | null, answered?: Answered) => {
        const box = mirror.frameElement!.getBoundingClientRect();
        if (!ask) return this.pickers.hide();
        const anchor = { ...ask.anchor, x: ask.anchor.x + box.x, y: ask.anchor.y + box.y };
        this.pickers.show({ ...ask, anchor }, answered!);
      },
    });
  }

  /** Sends an act to the host page as a viewer would; its seq. */
  act(action: Action): number {
    this.acts.push(action);
    this.#busy++;
    this.#control.enqueue("p2", ++this.#seq, action);
    return this.#seq;
  }

  /** The same for an element of the host page that a selector finds. */
  actOn(name: string, selector: string, ...rest: unknown[]): number {
    const element = this.#host.document.querySelector(selector);
    return this.act([name, "0", element ? (this.#ids.idOf(element) ?? 0) : -1, ...rest] as unknown as Action);
  }

  /** Selects from a place in the first text of one element to one in that of another. */
  range(from: string, start: number, to: string, end: number): void {
    const idOf = (selector: string) =>
      this.#ids.idOf(this.#host.document.querySelector(selector)!.firstChild!) ?? 0;
    this.act(["range", "0", idOf(from), start, idOf(to), end]);
  }

  /** Whether every act has been answered. */
  get isQuiet(): boolean {
    return this.#busy === 0;
  }

  answer(): void {
    for (const give of this.#held.splice(0)) give();
  }

  #answer(seq: number, result: Result, places?: Places): void {
    this.fates.set(seq, result);
    this.results.push([this.acts[seq - 1]?.[0] ?? "", result]);
    const give = () => {
      if (places) this.hands.caret(places);
      this.hands.done(seq, result);
      this.#busy--;
    };
    if (this.holds) this.#held.push(give);
    else give();
  }
}

Object.assign(window, { Sides });
