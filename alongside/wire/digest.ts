/**
 * A hash of a frame's tree that host and mirror reckon alike: which node is where, and how long each clear text is. It is
 * there to find copies that went apart, not to withstand anybody.
 */
export interface TreeReader {
  idOf(node: Node): number | null;
  rootOf(element: Element): ShadowRoot | null;
  firstOf(node: Node): Node | null;
  nextOf(node: Node): Node | null;
  /** Masked text has another length on each side. */
  isMasked(text: Text): boolean;
}

export function digestTree(document: Document, tree: TreeReader): string {
  let hash = 0x811c9dc5;
  const mix = (value: number) => (hash = Math.imul(hash ^ value, 0x01000193) >>> 0);
  const visit = (node: Node, parent: number) => {
    const id = tree.idOf(node);
    if (id === null) return; // not captured, or the mirror's own
    mix(id);
    mix(parent);
    if (node.nodeType === 3 && !tree.isMasked(node as Text)) mix((node as Text).length);
    const root = node.nodeType === 1 ? tree.rootOf(node as Element) : null;
    if (root) visit(root, id);
    for (let child = tree.firstOf(node); child; child = tree.nextOf(child)) visit(child, id);
  };
  visit(document, 0);
  return hash.toString(36);
}
