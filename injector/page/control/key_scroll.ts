/** Scrolling by a key that meant nothing else: the nearest container around the element that can go that way. */
import type { Mods } from "../../../alongside/wire/messages";
import { nearest } from "./elements";
import { viewOf } from "./places";

/** As browsers scroll: an arrow by lines, a page but for a strip that stays. CSS pixels, and a share of the height. */
const LINE = 40;
const PAGE = 0.875;
const ALL = 1e7;
const SHIFT = 8;

const ways: Record<string, (page: number) => [x: number, y: number]> = {
  ArrowUp: () => [0, -LINE],
  ArrowDown: () => [0, LINE],
  ArrowLeft: () => [-LINE, 0],
  ArrowRight: () => [LINE, 0],
  PageUp: (page) => [0, -page],
  PageDown: (page) => [0, page],
  Home: () => [0, -ALL],
  End: () => [0, ALL],
};

export function scrollByKey(element: Element, key: string, mods: Mods): void {
  const name = key === " " ? (mods & SHIFT ? "PageUp" : "PageDown") : key;
  nearest(element, (one) => {
    const root = one.ownerDocument.scrollingElement;
    const style = viewOf(one)?.getComputedStyle(one);
    if (one !== root && !/auto|scroll/.test(`${style?.overflowX} ${style?.overflowY}`)) return false;
    const { scrollLeft, scrollTop } = one;
    const [left, top] = ways[name]?.(one.clientHeight * PAGE) ?? [0, 0];
    one.scrollBy({ left, top, behavior: "instant" });
    return one.scrollLeft !== scrollLeft || one.scrollTop !== scrollTop;
  });
}
