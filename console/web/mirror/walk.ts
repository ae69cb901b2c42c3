/** Everything below a mirrored node, shadow trees and template contents too. */
import type { Builder } from "./build";

export function visitBuilt(node: Node, builder: Builder, visit: (node: Node) => void): void {
  visit(node);
  if (node.nodeType === 1) {
    const root = builder.rootOf(node as Element);
    if (root) visitBuilt(root, builder, visit);
    const content = (node as Partial<HTMLTemplateElement>).content;
    if (content instanceof DocumentFragment) visitBuilt(content, builder, visit);
  }
  for (let child = node.firstChild; child; child = child.nextSibling) visitBuilt(child, builder, visit);
}
