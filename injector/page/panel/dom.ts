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
  yes: "M5 13l4 4L19 7",
  go: "M9 5l7 7-7 7",
  help: "M4 14v-2a8 8 0 0116 0v2M4 13h3v6H4zM17 13h3v6h-3z",
  friend: "M9 11a3 3 0 100-7 3 3 0 000 7M3 20a6 6 0 0112 0M16 4a3 3 0 010 7M18 14a6 6 0 013 6",
};
