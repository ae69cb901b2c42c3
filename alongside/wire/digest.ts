/**
 * A hash of a part of a frame's tree that host and mirror reckon alike, from what stands there and not from what was sent. It is
 * there to find copies that went apart, not to withstand anybody. What is masked is on no side of it.
 */

/** Null: nothing to tell of this node. Undefined: cannot be told now, so nothing is said of that part of the digest. */
type Told<T> = T | null | undefined;

export interface TreeReader {
  nodeOf(id: number): Node | null;
  idOf(node: Node): number | null;
  textOf(text: Text): Told<string>;
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
/** Says nothing, and stays behind where a tool or an extension set a style and took it back. */
const EMPTY_STYLE = "style=";
/** Rules of one sheet that are read in one go. */
const RULES = 100;

/** Structure, text, attributes, state and sheets of the nodes with these ids; `turn` says which rules of long sheets. */
export function digestNodes(tree: TreeReader, ids: Iterable<number>, turn: number): string {
  const sums: (number | undefined)[] = [0, 0, 0, 0, 0];
  for (const id of ids) {
    const node = tree.nodeOf(id) as Element | null;
    if (!node || tree.idOf(node) !== id) continue;
    /** FNV-1a, begun anew for each fact, so that the order of facts does not matter. */
    const add = (part: number, text: Told<string>) => {
      if (text === undefined) sums[part] = text;
      if (!text || text.includes("•") || sums[part] === undefined) return;
      let hash = id;
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      sums[part] = (sums[part] + hash) >>> 0;
    };
    const { nodeType, localName, parentNode } = node;
    let next = node.nextSibling;
    while (next && tree.idOf(next) === null) next = next.nextSibling;
    // Names that only a parser makes come out a little different in the mirror.
    add(
      0,
      `${localName?.replace(/\W|_/g, "")} ${parentNode && tree.idOf(parentNode)} ${next && tree.idOf(next)}`,
    );
    if (nodeType === 3) add(1, tree.textOf(node as unknown as Text));
    if (nodeType === 1) {
      const flat = OTHER_ELEMENTS.test(localName) ? [] : tree.attributesOf(node);
      for (let i = 0; i < flat.length; i += 2) {
        const fact = `${flat[i]}=${flat[i + 1]!.replace(OTHER_VALUES, "")}`;
        if (!OTHER_NAMES.test(flat[i]!) && fact !== EMPTY_STYLE) add(2, fact);
      }
      // Fields of numbers and dates show nothing in place of what is masked.
      const state = tree.stateOf(node);
      add(3, state && state.replace('["v",""]', ""));
    }
    const rules = tree.rulesOf(node);
    add(4, rules && tree.hide(textOf(rules, turn)));
  }
  return sums.map((sum) => sum?.toString(36)).join(".");
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
