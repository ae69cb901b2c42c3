/**
 * What the host has selected. Where this mirror may have the focus it is selected here, too; elsewhere it is only painted, so that
 * the selection of whoever is working beside the mirror stays.
 */
import { AT_END, BEFORE } from "../../../alongside/wire/ops";
import { Focus } from "./focus";
import type { MirrorSheets } from "./sheets";

const NAME = "alongside-selection";
const PAINT = `:root::highlight(${NAME}){background-color:Highlight;color:HighlightText}`;

export class MirrorSelection {
  private readonly sheet = new CSSStyleSheet();

  constructor(
    private readonly document: Document,
    private readonly sheets: MirrorSheets,
  ) {
    this.sheet.replaceSync(PAINT);
  }

  set(start: Node | null, startOffset: number, end: Node | null, endOffset: number): void {
    if (CSS.highlights?.delete(NAME)) this.sheets.lay(this.sheet, false);
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
    } else if (CSS.highlights) {
      const range = this.document.createRange();
      range.setStart(...start);
      range.setEnd(...end);
      CSS.highlights.set(NAME, new Highlight(range));
      this.sheets.lay(this.sheet, true);
    }
  }
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
