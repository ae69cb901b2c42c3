/** A few lines to build the popups with. */

type Props = Record<string, string | boolean | number | ((event: never) => void)>;

/** `on…` are listeners, `class` and `tabIndex` properties, all else attributes; an attribute of `false` is left out. */
export function make(name: string, props: Props = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else if (key === "tabIndex") element.tabIndex = value as number;
    else if (value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

export function button(className: string, words: string, press: () => void, label = words): HTMLElement {
  return make("button", { class: className, type: "button", "aria-label": label, onclick: press }, words);
}

/** A drawn sign of 20 × 20, decoration only. */
export function sign(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const signs = { tick: "M4 10.5l4 4 8-9", back: "M12.5 4l-6 6 6 6", on: "M7.5 4l6 6-6 6" };
