/** Choosing, ticking, submitting and unfolding, with the events that a person's hand would set off. */
import type { Result } from "../../../alongside/wire/messages";
import { isBox, isDetails, isDisabled, isForm, isSelect } from "./elements";
import { focusOn } from "./focus";
import { spotOn, type Hand } from "./hand";
import { pressClick } from "./press";
import { setValue, tell } from "./typing";

export function selectOptions(select: Element, indices: number[]): Result {
  if (!isSelect(select) || isDisabled(select) || !mayChoose(select, indices)) return "invalid";
  focusOn(select);
  if (isChosen(select, indices)) return "ok";
  if (select.multiple) {
    for (const [at, option] of [...select.options].entries())
      setValue(option, indices.includes(at), "selected");
  } else {
    setValue(select, indices[0] ?? -1, "selectedIndex");
  }
  tell(select, "input");
  tell(select, "change");
  return "ok";
}

function mayChoose(select: HTMLSelectElement, indices: number[]): boolean {
  // One that cannot be chosen may have been all along.
  const known = indices.every((at) => select.options[at]?.matches(":not(:disabled),:checked"));
  return known && (select.multiple || indices.length <= 1);
}

function isChosen(select: HTMLSelectElement, indices: number[]): boolean {
  const chosen = [...select.selectedOptions].map((option) => option.index);
  return chosen.length === indices.length && chosen.every((at) => indices.includes(at));
}

/** By a click, which is what shops and frameworks listen to. Says what is wanted, so a box that is so already stays. */
export function check(hand: Hand, box: Element, checked: boolean): Result {
  if (!isBox(box) || isDisabled(box)) return "invalid";
  const press = box.checked !== checked || box.indeterminate;
  if (press) pressClick(hand, spotOn(box, 0.5, 0.5, 0, 0));
  hand.released = false;
  return "ok";
}

export function submit(form: Element): Result {
  if (!isForm(form)) return "invalid";
  form.requestSubmit();
  return "ok";
}

/** By its summary, when it has one: a shop may prevent that press. */
export function toggle(hand: Hand, details: Element, open: boolean): Result {
  if (!isDetails(details)) return "invalid";
  if (details.open === open) return "ok";
  const summary = [...details.children].find((child) => child.localName === "summary");
  if (summary) pressClick(hand, spotOn(summary, 0.5, 0.5, 0, 0));
  else details.open = open;
  return "ok";
}
