/** Whether a browser has a font, and how wide it sets a text: `document.fonts.check` says yes to any name, widths do not lie. */

const SAMPLE = "Mmwli1@Q&; Ågjあ漢한";
/** Names that stand for a font of the browser's choice. */
const GENERIC = /^(?:serif|sans-serif|monospace|cursive|fantasy|math|emoji|system-ui|ui-.*)$/i;

/** The families of a `font-family` list, without quotes. */
export function familiesOf(list: string): string[] {
  const names = list.match(/\s*"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
  return names.map((name) => name.trim().replace(/^"|"$/g, "")).filter((name) => name !== "");
}

/** The width of a sample in that family, and 0 where this browser does not have it. */
export function measureFont(context: CanvasRenderingContext2D, family: string): number {
  const widthOf = (font: string) => {
    context.font = `64px ${font}`;
    return Math.round(context.measureText(SAMPLE).width);
  };
  if (GENERIC.test(family)) return widthOf(family);
  const name = JSON.stringify(family);
  const isThere = ["monospace", "serif"].some((other) => widthOf(`${name},${other}`) !== widthOf(other));
  return isThere ? widthOf(`${name},monospace`) : 0;
}
