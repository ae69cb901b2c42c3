/** Ops of pictures, sounds, fonts and boxes of a given size: a part of the table in apply.ts. */
import type { Op } from "../../../alongside/wire/ops";
import type { Applier } from "./apply";
import { sizeBox } from "./blocks";
import { chooseSource, showSource } from "./images";
import { showObject } from "./objects";
import { play } from "./players";
import { showStill } from "./stills";

type Codes = "i" | "b" | "V" | "C" | "B" | "M" | "N" | "O";
type Table = {
  [C in Codes]: (this: Applier, op: Extract<Op, readonly [C, ...unknown[]]>, node: Node | null) => void;
};

export const MEDIA_TABLE: Table = {
  i([, , source, width], node) {
    chooseSource(node as HTMLImageElement, source, width, () =>
      this.resources.want(source, ({ objectUrl }) => showSource(node as Element, objectUrl, width)),
    );
  },
  b([, url, type, base64]) {
    this.resources.take(url, type, base64);
    this.media.taken();
  },
  V([, , time, rate, paused], node) {
    play(node as HTMLMediaElement, time, rate, paused);
  },
  C([, , picture], node) {
    showStill(node as Element, picture);
  },
  B([, , width, height], node) {
    sizeBox(node as HTMLElement, width, height, true);
  },
  M([, , width, height], node) {
    sizeBox(node as HTMLElement, width, height, false);
  },
  N([, key, family, source, descriptors]) {
    this.faces.set(key, family, source, descriptors);
  },
  O([, , url, width, height], node) {
    showObject(node as HTMLElement, url, width, height, this.resources);
  },
};
