/** Reads from a mirrored control what a popup for it has to show. */
import type { Anchor, Ask, FieldAsk, FieldType, OptionRow, Row, SelectAsk } from "./picker_types";

export type Picked = HTMLSelectElement | HTMLInputElement;

export function askFor(control: Picked): Exclude<Ask, { kind: "suggest" }> {
  return control.localName === "select"
    ? selectAsk(control as HTMLSelectElement)
    : fieldAsk(control as HTMLInputElement);
}

function selectAsk(select: HTMLSelectElement): SelectAsk {
  const { multiple: isMultiple } = select;
  return {
    kind: "select",
    anchor: anchorOf(select),
    label: labelOf(select),
    isMultiple,
    rows: rowsOf(select),
  };
}

function fieldAsk(input: HTMLInputElement): FieldAsk {
  const { min, max, step, required: isRequired, value, defaultValue: initial } = input;
  const swatches = input.type === "color" ? [...(input.list?.options ?? [])].map((one) => one.value) : [];
  return {
    ...{ kind: "field", anchor: anchorOf(input), label: labelOf(input), type: input.type as FieldType },
    ...{ value, min, max, step, initial, isRequired },
    swatches: swatches.filter((code) => /^#[0-9a-f]{6}$/i.test(code)),
  };
}

export function anchorOf(control: Element): Anchor {
  const { x, y, width, height } = control.getBoundingClientRect();
  const { direction, colorScheme } = getComputedStyle(control);
  const isLit = /\blight\b/.test(colorScheme);
  const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = /\bdark\b/.test(colorScheme) && (!isLit || prefersDark);
  return { x, y, width, height, rtl: direction === "rtl", dark };
}

function labelOf(control: Picked): string {
  const words = control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? "";
  // A label around a select holds its options' texts too.
  return control.closest("label") && control.localName === "select" ? "" : words.trim().slice(0, 80);
}

const isHidden = (element: Element): boolean => getComputedStyle(element).display === "none";

/** In order, as they stand; what is hidden is left out, and lines at either end. */
function rowsOf(select: HTMLSelectElement): Row[] {
  const rows: Row[] = [];
  for (const element of select.querySelectorAll("option,optgroup,hr")) {
    if (isHidden(element) || isInHidden(element, select)) continue;
    if (element.localName === "hr") rows.push({ is: "line" });
    else if (element.localName === "optgroup")
      rows.push({ is: "group", text: (element as HTMLOptGroupElement).label });
    else rows.push(optionRow(element as HTMLOptionElement));
  }
  return rows;
}

function isInHidden(element: Element, select: Element): boolean {
  const around = element.parentElement;
  return !!around && around !== select && (isHidden(around) || isInHidden(around, select));
}

function optionRow(option: HTMLOptionElement): OptionRow {
  return {
    is: "option",
    index: option.index,
    text: option.label,
    isDisabled: option.matches(":disabled"),
    isChosen: option.selected,
    isGrouped: option.closest("optgroup") !== null,
  };
}

/** Masked text stands in a font of blocks, in letters that mean nothing. */
export const isUnreadable = (ask: SelectAsk): boolean =>
  ask.rows.some((row) => row.is === "option" && /[\uE000-\uF8FF\u{F0000}-\u{FFFFD}•]/u.test(row.text));
