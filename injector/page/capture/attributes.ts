/** Attributes and character data: noted by name while they change, read once at the flush. */
import type { Op } from "../../../alongside/wire/ops";
import { htmlNameOf, isElement, typeOf } from "./dom";
import type { Frame } from "./frame";
import type { Serializer } from "./serialize";
import { spliceOf } from "./splice";
import { readText } from "./text";

/** Attributes that change what a control shows or whether it is masked. */
const CONTROL_NAMES = new Set([
  "value",
  "checked",
  "selected",
  "type",
  "autocomplete",
  "name",
  "multiple",
  "size",
  "form",
  "min",
  "max",
  "step",
]);

export class Attributes {
  /** By element, each attribute that changed: its name, and after a space its namespace if it has one. */
  #changed = new Map<Element, Set<string>>();
  /** By text, its data as the mirror has it. */
  #texts = new Map<CharacterData, string>();

  readonly #frame: Frame;
  readonly #serializer: Serializer;

  constructor(frame: Frame, serializer: Serializer) {
    this.#frame = frame;
    this.#serializer = serializer;
  }

  reset(): void {
    this.#changed = new Map();
    this.#texts = new Map();
  }

  note(record: MutationRecord): void {
    const isType = record.attributeName === "type";
    if (isType && record.oldValue?.toLowerCase() === "password")
      this.#frame.masks.rememberPassword(record.target as Element);
    if (!this.#frame.ids.has(record.target)) return;
    if (record.type === "attributes") this.#noteAttribute(record.target as Element, record);
    else if (!this.#texts.has(record.target as CharacterData))
      this.#texts.set(record.target as CharacterData, record.oldValue ?? "");
  }

  #noteAttribute(element: Element, record: MutationRecord): void {
    const name = record.attributeName!;
    let names = this.#changed.get(element);
    if (!names) this.#changed.set(element, (names = new Set()));
    const space = record.attributeNamespace;
    names.add(space ? `${name} ${space}` : name);
    if (CONTROL_NAMES.has(name)) this.#controlChanged(element, name, names);
    if (name === "class" || name === "style") this.#frame.meetings.restyled(element);
    const tag = htmlNameOf(element);
    if (name === "popover" || (name === "open" && tag === "dialog")) this.#frame.layers.touch(element);
    if (tag === "canvas") this.#frame.media.touched(element);
    if (this.#serializer.isMarkedAnew(element, name)) this.#frame.structure.renew(element);
  }

  #controlChanged(element: Element, name: string, names: Set<string>): void {
    if (name === "type" || name === "autocomplete") names.add("value");
    this.#frame.forms.rebuilt(element);
    // A list that is a box again is where it was as such, and no event tells.
    this.#frame.sight.met(element);
  }

  /** `fresh`: nodes with this id or a later one were serialised in this flush, with everything they have. */
  flush(ops: Op[], fresh: number): void {
    for (const [element, names] of this.#changed) {
      const id = this.#frame.ids.idOf(element);
      if (id !== null && id < fresh) this.#pushAttributes(element, id, names, ops);
    }
    for (const [node, old] of this.#texts) {
      const id = this.#frame.ids.idOf(node);
      if (id !== null && id < fresh) this.#pushText(node, id, old, ops);
    }
    this.reset();
  }

  #pushAttributes(element: Element, id: number, names: Set<string>, ops: Op[]): void {
    const flat: (string | null)[] = [];
    for (const name of names) {
      const [local, space] = name.split(" ");
      flat.push(...this.#serializer.attribute(element, local!, space));
    }
    ops.push(["a", id, flat]);
  }

  #pushText(node: CharacterData, id: number, old: string, ops: Op[]): void {
    const parent = node.parentNode;
    const within = !!parent && this.#serializer.isWithin(parent);
    if (typeOf(node) !== 3) {
      ops.push(["t", id, this.#serializer.data(node, within)]);
      return;
    }
    const { meetings, masks } = this.#frame;
    const wire = readText(node as Text, within, masks.secrets);
    const wasMasked = meetings.maskOf(node as Text) !== undefined;
    if (wire !== node.data) meetings.masked(node as Text, wire);
    else meetings.unmask(node as Text);
    if (typeof wire !== "string") ops.push(["x", id, wire[1], wire[2]]);
    else if (wasMasked || wire !== node.data) ops.push(["t", id, wire]);
    else if (wire !== old) ops.push(spliceOf(id, old, wire));
    if (parent && isElement(parent)) this.#frame.forms.rebuilt(parent);
  }
}
