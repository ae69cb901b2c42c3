/**
 * A hash of a part of a frame's tree that host and mirror reckon alike, from what stands there and not from what was sent. It is
 * there to find copies that went apart, not to withstand anybody. What is masked is on no side of it.
 */

/** Null: nothing to tell of this node. Undefined: cannot be told now, so nothing is said of that part of the digest. */
type Told<T> = T | null | undefined;

export interface TreeReader {
  nodeOf(id: number): Node | null;
  idOf(node: Node): number | null;
  textOf(text: Text): string | null;
  /** Flat list of the attributes that travel, masked values as bullets. */
  attributesOf(element: Element): readonly string[];
  /** What a control shows, as JSON. */
  stateOf(element: Element): Told<string>;
  /** The rules of an element's sheet or of the sheets that a root adopts. */
  rulesOf(node: Node): Told<ArrayLike<CSSRule>>;
  /** Their text as the mirror has it: without secrets. */
  hide(text: string): string;
}

/** What the mirror may have in another form, or not at all. */
const OTHER_ELEMENTS = /^(?:script|i?frame|object|embed|meta|base)$/;
const OTHER_NAMES = /alongside|crossorigin|[^\w:.-]/;
/** The mirror has no script in an address: "#" or nothing instead. */
const OTHER_VALUES = /^#$|^[\0- ]*j\s*a\s*v\s*a\s*s\s*c.*/is;
/** Stands for what is masked, which is on no side of it. */
const BULLET = "•";
/** Rules of one sheet that are read in one go. */
const RULES = 100;

/** Only these have a state or rules, which change without a mutation. */
const SHOWING = /^(?:input|textarea|select|style|link)$/;

/** The sums of one node, or of many, that change by mutations alone: structure, text, attributes. */
export type Facts = readonly [structure: number, text: number, attributes: number];

/** Whether more is told of this node than its facts. */
export function isShowing({ nodeType, localName }: Element): boolean {
  return nodeType === 1 ? SHOWING.test(localName) : nodeType >= 9;
}

/** Sums of structure, text, attributes, state and sheets; `turn` says which rules of long sheets. */
export class Digest {
  readonly #sums: (number | undefined)[] = [0, 0, 0, 0, 0];
  readonly #tree: TreeReader;
  readonly #turn: number;

  constructor(tree: TreeReader, turn: number) {
    this.#tree = tree;
    this.#turn = turn;
  }

  addFacts(facts: Facts | Uint32Array): void {
    for (let part = 0; part < 3; part++) this.#add(part, facts[part]);
  }

  /** State and rules, of one that is showing. */
  addShown(node: Element, id: number): void {
    // Fields of numbers and dates show nothing in place of what is masked.
    const state = node.nodeType === 1 ? this.#tree.stateOf(node) : null;
    this.#add(3, hashOf(id, state && state.replace('["v",""]', "")));
    const rules = this.#tree.rulesOf(node);
    this.#add(4, hashOf(id, rules && this.#tree.hide(textOf(rules, this.#turn))));
  }

  #add(part: number, sum: number | undefined): void {
    const sums = this.#sums;
    sums[part] = sum === undefined || sums[part] === undefined ? undefined : (sums[part] + sum) >>> 0;
  }

  toString(): string {
    return this.#sums.map((sum) => sum?.toString(36)).join(".");
  }
}

/** As they stand in the document. */
export function readFacts(tree: TreeReader, node: Element, id: number): Facts {
  const { nodeType, localName, parentNode } = node;
  let next = node.nextSibling;
  while (next && tree.idOf(next) === null) next = next.nextSibling;
  // Names that only a parser makes come out a little different in the mirror.
  const named = mixText(id, localName?.replace(/\W|_/g, "") ?? "");
  const structure = mix(mix(named, idIn(tree, parentNode)), idIn(tree, next)) >>> 0;
  const text = nodeType === 3 ? tree.textOf(node as unknown as Text) : null;
  const flat = nodeType !== 1 || OTHER_ELEMENTS.test(localName) ? [] : tree.attributesOf(node);
  let attributes = 0;
  for (let i = 0; i < flat.length; i += 2) attributes += attributeFact(id, flat[i]!, flat[i + 1]!);
  return [structure, hashOf(id, text), attributes >>> 0];
}

const idIn = (tree: TreeReader, node: Node | null): number => (node && tree.idOf(node)) ?? -1;

function attributeFact(id: number, name: string, value: string): number {
  // Stays behind where a tool or an extension set a style and took it back.
  const isEmptyStyle = name === "style" && !value;
  if (isEmptyStyle || value.includes(BULLET) || OTHER_NAMES.test(name)) return 0;
  return mixText(mixText(id, name), value.replace(OTHER_VALUES, "")) >>> 0;
}

/** FNV-1a, begun anew for each fact, so that the order of facts does not matter. */
const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

function mixText(from: number, text: string): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

function hashOf(id: number, text: string | null): number;
function hashOf(id: number, text: Told<string>): number | undefined;
function hashOf(id: number, text: Told<string>): number | undefined {
  if (text === undefined) return text;
  return !text || text.includes(BULLET) ? 0 : mixText(id, text) >>> 0;
}

/** Their number, and of some the declarations: selectors, conditions and addresses may be other ones where the device is. */
function textOf(rules: ArrayLike<CSSRule>, turn: number): string {
  const start = (turn * RULES) % (rules.length || 1);
  const some = Array.prototype.slice.call(rules, start, start + RULES) as CSSRule[];
  return (
    rules.length +
    some.map((rule) => "selectorText" in rule && rule.cssText.replace(/^.*?{|url\(.*?\)/gs, "")).join()
  );
}
