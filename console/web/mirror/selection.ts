/**
 * What the host has selected. Where this mirror may have the focus it is selected here, too; elsewhere it is only painted, so that
 * the selection of whoever is working beside the mirror stays.
 */
import { AT_END, BEFORE } from "../../../alongside/wire/ops";
import { Focus } from "./focus";
import type { MirrorSheets } from "./sheets";
import { rulesIn } from "./state_rules";

const NAME = "alongside-selection";
/** As Chromium draws what is selected in the window in use; the system colour of that name is another. */
const PAINT = `:root::highlight(${NAME}){background-color:#3367d1;color:#fff}`;

export class MirrorSelection {
  constructor(
    private readonly document: Document,
    private readonly sheets: MirrorSheets,
    private readonly roots: () => Iterable<Document | ShadowRoot>,
  ) {}

  set(start: Node | null, startOffset: number, end: Node | null, endOffset: number): void {
    if (CSS.highlights?.delete(NAME)) this.sheets.patch("selection", "");
    if (!start || !end) {
      if (Focus.eager) this.document.getSelection()?.removeAllRanges();
    } else if (isControl(start)) {
      // Whoever types here has a caret of their own.
      const isTheirs = !Focus.eager && this.document.hasFocus() && start.matches(":focus");
      if (start.selectionStart !== null && !isTheirs) start.setSelectionRange(startOffset, endOffset);
    } else {
      this.select(placeOf(start, startOffset), placeOf(end, endOffset));
    }
  }

  private select(start: Place, end: Place): void {
    if (Focus.eager) {
      this.document.getSelection()?.setBaseAndExtent(...start, ...end);
      // In a window that is not in use it would be drawn gray.
      if (!this.document.hasFocus()) window.focus();
    } else if (CSS.highlights) {
      const range = this.document.createRange();
      range.setStart(...start);
      range.setEnd(...end);
      CSS.highlights.set(NAME, new Highlight(range));
      this.sheets.patch("selection", PAINT + this.colours());
    }
  }

  /** The page's own rules for what is selected. */
  private colours(): string {
    const sheets = new Set<CSSStyleSheet>();
    for (const root of this.roots())
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) sheets.add(sheet);
    return [...sheets].map(coloursOf).join("");
  }
}

const PSEUDO = /::selection/g;

function coloursOf(holder: CSSStyleSheet | CSSRule): string {
  const inner = [...rulesIn(holder)].map(coloursOf).join("");
  if (inner && holder instanceof CSSMediaRule) return `@media ${holder.media.mediaText}{${inner}}`;
  const { selectorText = "", style } = holder as Partial<CSSStyleRule>;
  const isOwn = style && selectorText.includes("::selection") && !selectorText.includes("&");
  return isOwn ? `${selectorText.replace(PSEUDO, `::highlight(${NAME})`)}{${style.cssText}}${inner}` : inner;
}

type Place = [node: Node, offset: number];

/** A place as the op `k` tells it. */
export function placeOf(node: Node, offset: number): Place {
  if (offset === BEFORE && node.parentNode)
    return [node.parentNode, [...node.parentNode.childNodes].indexOf(node as ChildNode)];
  const length = node.nodeType === 3 ? (node as Text).length : node.childNodes.length;
  return [node, offset === AT_END ? length : Math.min(Math.max(offset, 0), length)];
}

const isControl = (node: Node): node is HTMLInputElement =>
  /^(?:input|textarea)$/.test((node as Partial<Element>).localName ?? "");
