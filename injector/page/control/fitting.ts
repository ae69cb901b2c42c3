/** What an input makes of a value that somebody else chose for it. */
import type { InputHow } from "../../../alongside/wire/messages";

/** Inputs that are set rather than typed into: no keys, and a plain `input`. */
export const PICKED = /^(date|time|datetime-local|month|week|color|range)$/;

/** What an input of this kind makes of a value; null when it has none like that. What was picked keeps to its bounds, as in a browser's popup. */
export function fittingIn(field: HTMLInputElement, value: string, how: InputHow): string | null {
  if (!PICKED.test(field.type) && field.type !== "number") return value;
  if (field.type === "color") return /^#[\da-f]{6}$/i.test(value) ? value.toLowerCase() : null;
  const probe = field.cloneNode() as HTMLInputElement;
  probe.value = value;
  if (how > 1) {
    if (probe.validity.rangeUnderflow) probe.value = probe.min;
    if (probe.validity.rangeOverflow) probe.value = probe.max;
    if (probe.validity.stepMismatch) probe.stepDown();
  }
  return value && !probe.value ? null : probe.value;
}
