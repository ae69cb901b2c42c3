/** A few lines to build elements with. No markup is parsed: a shop that demands trusted types allows none. */

export type Child = Node | string | null | false;
export type Props = Record<string, unknown>;

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
