/** TypeScript's side of the wire's truth: what stands in tests/wire/*.json decodes, and encodes to the same text. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  WireError,
  decodeForHost,
  decodeForViewer,
  decodeFromHost,
  decodeFromViewer,
  encode,
} from "../../alongside/wire/codec";

interface Vector {
  name: string;
  direction: Direction;
  text: string;
}

const decoders = {
  "host-to-hub": decodeFromHost,
  "hub-to-host": decodeForHost,
  "viewer-to-hub": decodeFromViewer,
  "hub-to-viewer": decodeForViewer,
};
type Direction = keyof typeof decoders;

const read = (name: string): Vector[] =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `${name}.json`), "utf8")) as Vector[];

describe.each(Object.keys(decoders) as Direction[])("%s", (direction) => {
  it.each(read(direction))("$name: decodes and encodes to the same text", ({ text }) => {
    const message = decoders[direction](text);
    expect(message).not.toBeNull();
    expect(encode(message!)).toBe(text);
  });
});

it.each(read("malformed"))("$direction, $name: is refused", ({ direction, text }) => {
  expect(() => decoders[direction](text)).toThrow(WireError);
});

it.each(read("unknown"))("$direction, $name: is nothing", ({ direction, text }) => {
  expect(decoders[direction](text)).toBeNull();
});

it("takes no name of Object's own for a type", () => {
  expect(decodeForHost('["constructor"]')).toBeNull();
});
