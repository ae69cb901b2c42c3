/**
 * Masked words as blocks of their own width. Each width is a glyph of a small font that is made here, so that a masked text
 * stays one text node and breaks into lines exactly as the real one does. The glyphs sit in a private plane that no other
 * font covers, and the font has no ascent of its own, so it changes nothing else on the line.
 */
import { OURS } from "./motion";
import { MASKED_WORD } from "../../../alongside/wire/ops";
import { buildFont, UNITS_PER_EM } from "./font_file";

const FAMILY = "alongside-mask";
const FIRST_GLYPH = 0xf0000;
const LONGEST = 0xffff;
/** Between characters of scripts that break anywhere; it has no width. */
const IDEOGRAPHS_MAY_BREAK = "\u200b";

export class MaskFont {
  private readonly glyphs = new Map<number, string>();
  private readonly texts = new Map<Text, readonly [shape: string, widths: readonly number[]]>();
  private readonly families = new Map<Element, Animation>();
  private face: FontFace | null = null;
  private isStale = false;

  constructor(private readonly document: Document) {}

  show(text: Text, shape: string, widths: readonly number[]): void {
    this.texts.set(text, [shape, widths]);
    let word = 0;
    let shown = "";
    for (const [i, part] of shape.split(MASKED_WORD).entries()) {
      if (i > 0) shown += this.glyphFor(widths[word++] ?? 0);
      shown += part;
    }
    text.data = shown.replace(
      /([\u{f0000}-\u{ffffd}])(?=[\u{f0000}-\u{ffffd}])/gu,
      `$1${IDEOGRAPHS_MAY_BREAK}`,
    );
    this.isStale = true;
  }

  has(text: Text): boolean {
    return this.texts.has(text);
  }

  forget(node: Node): void {
    this.texts.delete(node as Text);
  }

  /** After changes or new styles: the font of every masked text's element, with ours behind. */
  refresh(): void {
    if (!this.texts.size) return;
    if (this.isStale) this.install();
    const parents = new Set<Element>();
    for (const text of this.texts.keys()) if (text.parentElement) parents.add(text.parentElement);
    for (const [element, animation] of this.families) {
      animation.cancel();
      if (!parents.has(element)) this.families.delete(element);
    }
    const styles = [...parents].map((parent) => [parent, getComputedStyle(parent).fontFamily] as const);
    for (const [parent, family] of styles) this.families.set(parent, this.append(parent, family));
  }

  private append(element: Element, family: string): Animation {
    const font = family.includes(FAMILY) ? family : `${family}, ${FAMILY}`;
    return element.animate({ fontFamily: [font, font] }, { id: OURS, duration: 1, fill: "both" });
  }

  private glyphFor(em: number): string {
    const units = Math.min(LONGEST, Math.round(em * UNITS_PER_EM));
    let glyph = this.glyphs.get(units);
    if (!glyph) {
      glyph = String.fromCodePoint(FIRST_GLYPH + this.glyphs.size);
      this.glyphs.set(units, glyph);
    }
    return glyph;
  }

  private install(): void {
    this.isStale = false;
    if (this.face) this.document.fonts.delete(this.face);
    this.face = new FontFace(FAMILY, buildFont([...this.glyphs.keys()], FIRST_GLYPH), {
      ascentOverride: "0%",
      descentOverride: "0%",
      lineGapOverride: "0%",
    });
    this.document.fonts.add(this.face);
  }
}
