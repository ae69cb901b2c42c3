/**
 * What a page can learn of the device it is shown on. The host page tells its own (op `D`), the mirror asks the same of its own
 * browser and makes up for the difference.
 */

/** Media features that depend on the device, each with the values it can have. Several may hold, as with `any-pointer`. */
const FEATURES =
  "prefers-color-scheme:dark,light;prefers-contrast:more,less,custom,no-preference;" +
  "prefers-reduced-motion,prefers-reduced-transparency,prefers-reduced-data:reduce,no-preference;" +
  "forced-colors:active,none;inverted-colors:inverted,none;hover,any-hover:hover,none;" +
  "pointer,any-pointer:fine,coarse,none;color-gamut:srgb,p3,rec2020;" +
  "dynamic-range,video-dynamic-range:standard,high;update:fast,slow,none;scripting:enabled,initial-only,none;" +
  "display-mode:browser,standalone,minimal-ui,fullscreen,picture-in-picture,window-controls-overlay";

export interface Device {
  /** The `feature:value` pairs that hold. */
  media: string[];
  /** In CSS pixels, as `device-width` and `device-height` have it. */
  screen: [width: number, height: number];
  /** Thickness of a scroll bar; 0 where it lies over the content. */
  bar: number;
  /** The thinnest border: a pixel of those that the browser lays out with. */
  grain: number;
  /** What `font-size: medium` is, in CSS pixels. */
  font: number;
  /** The browser's first language. */
  lang: string;
  /** `env(safe-area-inset-…)`: top, right, bottom, left, in CSS pixels. */
  insets: number[];
}

type AnyWindow = Window & typeof globalThis;

/** One list for each pair that there is, its `media` rewritten to `feature:value`. */
export function queriesOf(window: Window): Map<string, MediaQueryList> {
  const queries = new Map<string, MediaQueryList>();
  for (const group of FEATURES.split(";")) {
    const [names, values] = group.split(":") as [string, string];
    for (const name of names.split(","))
      for (const value of values.split(","))
        queries.set(`${name}:${value}`, window.matchMedia(`(${name}:${value})`));
  }
  return queries;
}

export function readDevice(window: AnyWindow, queries: Map<string, MediaQueryList>): Device {
  const { document, screen, navigator } = window;
  const media = [...queries].filter(([, query]) => query.matches).map(([pair]) => pair);
  const context = document.createElement("canvas").getContext("2d");
  if (context) context.font = "medium serif";
  const font = context ? parseFloat(context.font) : 16;
  return {
    media,
    screen: [screen.width, screen.height],
    font,
    lang: navigator.language,
    ...probe(window),
  };
}

/** Lays out a box of ours for a moment. The rules of the page hold for it too: on both sides alike. */
function probe(window: AnyWindow): Pick<Device, "bar" | "grain" | "insets"> {
  const { document } = window;
  const box = document.createElementNS("http://www.w3.org/1999/xhtml", "alongside-ui") as HTMLElement;
  const sides = ["top", "right", "bottom", "left"];
  box.style.cssText =
    "all:initial;position:fixed;visibility:hidden;box-sizing:content-box;width:99px;height:99px;overflow:scroll;border-top:.01px solid;padding:" +
    sides.map((side) => `env(safe-area-inset-${side},0px)`).join(" ");
  document.documentElement?.append(box);
  const style = window.getComputedStyle(box);
  const insets = sides.map((side) => parseFloat(style.getPropertyValue(`padding-${side}`)) || 0);
  const grain = parseFloat(style.borderTopWidth) || 1;
  const bar = box.offsetWidth - box.clientWidth;
  box.remove();
  return { bar, grain, insets };
}
