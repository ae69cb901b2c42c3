/** Whether a browser has a font, and how wide it sets a text: `document.fonts.check` says yes to any name, widths do not lie. */

const LATIN = "Mmwli1@Q&; Ågj";
/** The first character of these that a document draws may cost a tenth of a second: its browser looks through all fonts for one. */
const EASTERN = "あ漢한";
const EASTERN_PAGE = /^(?:ja|ko|zh)\b|[\u3040-\ud7ff]/i;
/** Names that stand for a font of the browser's choice. */
const GENERIC = /^(?:serif|sans-serif|monospace|cursive|fantasy|math|emoji|system-ui|ui-.*)$/i;

/** The families of a `font-family` list, without quotes. */
export function familiesOf(list: string): string[] {
  const names = list.match(/\s*"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
  return names.map((name) => name.trim().replace(/^"|"$/g, "")).filter((name) => name !== "");
}

/** A text to measure fonts by, with characters of East Asia where a page has them anyway. */
export const sampleFor = ({ documentElement, title }: Document): string =>
  EASTERN_PAGE.test(`${documentElement?.lang ?? ""} ${title}`) ? LATIN + EASTERN : LATIN;

/** The width of the sample in that family, and 0 where this browser does not have it. */
export function measureFont(context: CanvasRenderingContext2D, family: string, sample: string): number {
  const widthOf = (font: string) => {
    context.font = `64px ${font}`;
    return Math.round(context.measureText(sample).width);
  };
  if (GENERIC.test(family)) return widthOf(family);
  const name = JSON.stringify(family);
  const isThere = ["monospace", "serif"].some((other) => widthOf(`${name},${other}`) !== widthOf(other));
  return isThere ? widthOf(`${name},monospace`) : 0;
}
