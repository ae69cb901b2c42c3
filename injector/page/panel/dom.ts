/** A few lines to build elements with. No markup is parsed: a shop that demands trusted types allows none. */

type Child = Node | string | null | false;
type Props = Record<string, unknown>;

/** `class`, `on…` and DOM properties are set as such; names with a hyphen and `role` as attributes. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  props: Props,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (/-|^role$|^for$/.test(key)) element.setAttribute(key, String(value));
    else Object.assign(element, { [key === "class" ? "className" : key]: value });
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** A drawn sign of 24 × 24, decoration only. */
export function icon(path: string): SVGElement {
  const make = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  const svg = make("svg");
  const line = make("path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const icons = {
  close: "M6 6l12 12M18 6L6 18",
  help: "M4 14v-2a8 8 0 0116 0v2M4 14a2 2 0 012-2h1v6H6a2 2 0 01-2-2zM20 14a2 2 0 00-2-2h-1v6h1a2 2 0 002-2zM20 16v1a4 4 0 01-4 4h-3",
  friend:
    "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20a6.5 6.5 0 0113 0M16 4.4a3.5 3.5 0 010 6.2M18 14.2a6.5 6.5 0 013.5 5.8",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 100-6 3 3 0 000 6z",
  pointer: "M5 4l14 7-6 2-2.5 6z",
  lock: "M6 10.5h12v9H6zM8.5 10.5V8a3.5 3.5 0 017 0v2.5",
  go: "M9.5 5.5L16 12l-6.5 6.5",
};
