/**
 * A TrueType file (OpenType 1.9) with one rectangle for each width: just the tables that browsers ask for. Glyph 0 is the
 * empty `.notdef`, glyph n+1 has the n-th width and stands at code point `first + n`.
 */
export const UNITS_PER_EM = 1024;
const BLOCK_TOP = 740;
const BLOCK_BOTTOM = -180;
/** Left free at the right of each block, so that words stay apart. */
const GAP = 40;

class Bytes {
  readonly values: number[] = [];

  u8(...values: number[]): this {
    for (const value of values) this.values.push(value & 0xff);
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) this.u8(value >> 8, value);
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) this.u16(value >>> 16, value);
    return this;
  }

  pad(): this {
    while (this.values.length % 4) this.u8(0);
    return this;
  }
}

export function buildFont(widths: readonly number[], first: number): ArrayBuffer {
  const glyphs = widths.map(glyph);
  const tables: Record<string, Bytes> = {
    "OS/2": os2(),
    cmap: cmap(widths.length, first),
    glyf: glyf(glyphs),
    head: head(),
    hhea: hhea(widths),
    hmtx: hmtx(widths),
    loca: loca(glyphs),
    maxp: maxp(widths.length + 1),
    name: name(),
    post: new Bytes().u32(0x00030000, 0).u16(0, 0).u32(0, 0, 0, 0, 0),
  };
  return assemble(tables);
}

/** One rectangle: four points with full coordinates. */
function glyph(width: number): Bytes {
  const right = Math.min(32767, Math.max(1, width - GAP));
  const bytes = new Bytes().u16(1, 0, BLOCK_BOTTOM, right, BLOCK_TOP, 3, 0).u8(1, 1, 1, 1);
  bytes.u16(0, 0, right, 0); // x: 0, 0, right, right as differences
  bytes.u16(BLOCK_BOTTOM, BLOCK_TOP - BLOCK_BOTTOM, 0, BLOCK_BOTTOM - BLOCK_TOP);
  return bytes.pad();
}

const glyf = (glyphs: Bytes[]): Bytes => new Bytes().u8(...glyphs.flatMap((each) => each.values), 0, 0, 0, 0);

function loca(glyphs: Bytes[]): Bytes {
  const bytes = new Bytes().u32(0, 0); // .notdef has no outline
  let at = 0;
  for (const each of glyphs) bytes.u32((at += each.values.length));
  return bytes;
}

function cmap(count: number, first: number): Bytes {
  const bytes = new Bytes().u16(0, 1, 3, 10).u32(12);
  return bytes.u16(12, 0).u32(28, 0, 1, first, first + count - 1, 1);
}

const head = (): Bytes =>
  new Bytes()
    .u32(0x00010000, 0x00010000, 0, 0x5f0f3cf5)
    .u16(0, UNITS_PER_EM)
    .u32(0, 0, 0, 0)
    .u16(0, BLOCK_BOTTOM, 32767, BLOCK_TOP, 0, 8, 2, 1, 0);

const hhea = (widths: readonly number[]): Bytes =>
  new Bytes()
    .u32(0x00010000)
    .u16(BLOCK_TOP, BLOCK_BOTTOM, 0, Math.max(0, ...widths), 0, 0, 32767, 1, 0, 0, 0, 0, 0, 0, 0)
    .u16(widths.length + 1);

const hmtx = (widths: readonly number[]): Bytes =>
  new Bytes().u16(0, 0, ...widths.flatMap((width) => [width, 0]));

const maxp = (glyphs: number): Bytes =>
  new Bytes().u32(0x00010000).u16(glyphs, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0);

function os2(): Bytes {
  const bytes = new Bytes().u16(4, 500, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0);
  bytes.u8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0).u32(0, 0, 0, 0).u8(65, 76, 79, 78).u16(64, 0xffff, 0xffff);
  return bytes.u16(BLOCK_TOP, BLOCK_BOTTOM, 0, BLOCK_TOP, -BLOCK_BOTTOM).u32(0, 0).u16(500, 700, 0, 32, 1);
}

function name(): Bytes {
  const text = "mask";
  const bytes = new Bytes().u16(0, 4, 6 + 4 * 12);
  for (const id of [1, 2, 4, 6]) bytes.u16(3, 1, 0x409, id, text.length * 2, 0);
  for (const letter of text) bytes.u16(letter.charCodeAt(0));
  return bytes;
}

function assemble(tables: Record<string, Bytes>): ArrayBuffer {
  const tags = Object.keys(tables);
  const header = new Bytes().u32(0x00010000).u16(tags.length, 128, 3, tags.length * 16 - 128);
  const body = new Bytes();
  const start = 12 + tags.length * 16;
  for (const tag of tags) {
    const table = tables[tag]!;
    const length = table.values.length;
    header.u8(...[...tag].map((letter) => letter.charCodeAt(0)));
    header.u32(checksum(table.pad().values), start + body.values.length, length);
    for (const value of table.values) body.values.push(value);
  }
  return new Uint8Array([...header.values, ...body.values]).buffer;
}

function checksum(values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 4)
    sum =
      (sum + ((values[i]! << 24) | (values[i + 1]! << 16) | (values[i + 2]! << 8) | values[i + 3]!)) >>> 0;
  return sum;
}
