/** Fonts that the two browsers set otherwise. They cannot be made up for here, so they are named. */
import { measureFont } from "../../../alongside/wire/fonts";

/** Versions of one font differ by less. */
const SAME = 0.01;
/** As names on the wire are bounded. */
const LONGEST_NAME = 64;
const MOST_NAMES = 64;

export class MirrorFonts {
  constructor(private readonly document: Document) {}

  /** The families that are set otherwise here. `told`: family, width of the sample, … */
  compare(told: readonly (string | number)[], sample: string): string[] {
    const context = this.document.createElement("canvas").getContext("2d");
    const differing: string[] = [];
    for (let i = 0; context && i + 1 < told.length; i += 2) {
      const [family, theirs] = [String(told[i]), Number(told[i + 1])];
      if (family.length > LONGEST_NAME) continue;
      const ours = measureFont(context, family, sample.slice(0, LONGEST_NAME));
      if (Math.abs(ours - theirs) <= SAME * theirs) continue;
      differing.push(family);
    }
    return differing.slice(0, MOST_NAMES);
  }
}
