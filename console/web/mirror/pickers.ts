/**
 * Controls for which a browser draws a popup of its own: here it is drawn by us, since the browser's would show the person's device, not the
 * host's, and would act on the mirror. Only the choice travels.
 */
import type { Action } from "../../../alongside/wire/messages";
import { setSelection } from "./controls";
import { throttle, type Pending } from "./hands_pending";
import { known } from "./hands_places";
import type { HandsContext } from "./hands_types";
import { anchorOf, askFor, isUnreadable, type Picked } from "./picker_asks";
import type { Answer, SelectAsk } from "./picker_types";

/** Values on the way to the one that is meant (a colour being dragged), milliseconds. */
const LIVE_EVERY = 50;

const PICKED = "date,month,week,time,datetime-local,color".split(",").map((type) => `input[type=${type} i]`);
const OPENING_KEYS = new Set([" ", "F4"]);

export class Pickers {
  readonly #context: HandsContext;
  readonly #pending: Pending;

  constructor(context: HandsContext, pending: Pending, signal: AbortSignal) {
    this.#context = context;
    this.#pending = pending;
    signal.addEventListener("abort", () => context.pick(null));
  }

  /** The control at or around an element that a popup is drawn for; null for all others, and for what cannot be changed. */
  controlAt(element: Element): Picked | null {
    const control = element.closest("select") ?? element;
    const isPicked = control.localName === "select" ? isMenu(control) : control.matches(PICKED.join());
    if (!isPicked || control.matches(":disabled") || (control as HTMLInputElement).readOnly) return null;
    return control as Picked;
  }

  /** Whether this key opens the popup of the control that has the focus. */
  isOpenedBy(control: Element, { key, altKey }: KeyboardEvent): boolean {
    if (OPENING_KEYS.has(key) || (altKey && /^Arrow(Up|Down)$/.test(key))) return true;
    const isSelect = control.localName === "select";
    if (key === "Enter") return isSelect || control.matches("[type=color i]");
    // Elsewhere an arrow chooses the next option without a list.
    return isSelect && /^Arrow(Up|Down)$/.test(key) && /^Mac/.test(navigator.platform);
  }

  open(control: Picked): void {
    const target = known(this.#context, control);
    if (!target) return;
    control.focus({ preventScroll: true });
    this.#context.send(["focus", this.#context.frame, target.id]);
    if (control.localName === "select") this.#openSelect(control as HTMLSelectElement, target.id);
    else this.#openField(control as HTMLInputElement, target.id);
  }

  #openSelect(select: HTMLSelectElement, id: number): void {
    const ask = askFor(select) as SelectAsk;
    const send = (indices: number[]) =>
      this.#send(select, ["select", this.#context.frame, id, indices], () => setSelection(select, before));
    const before = [...select.selectedOptions].map((option) => option.index);
    // Nobody but the shopper may choose here; the host says so.
    if (isUnreadable(ask)) return send(before);
    this.#context.pick(ask, (answer) => {
      this.#goBack(select, answer);
      if (answer[0] === "left") return;
      const indices = answer[1] as number[];
      // The shop may have changed its options meanwhile: what was read is what is meant.
      if (!isAsRead(select, ask, indices)) return this.open(select);
      setSelection(select, indices);
      send(indices);
    });
  }

  #openField(input: HTMLInputElement, id: number): void {
    const before = input.value;
    let isOpen = true;
    const send = (value: string, how: 0 | 2) => {
      const end = value.length;
      const action: Action = ["input", this.#context.frame, id, value, end, end, how];
      this.#send(input, action, () => (input.value = before));
    };
    const live = throttle(LIVE_EVERY, (value: string) => isOpen && send(value, 0));
    this.#context.pick({ ...askFor(input), anchor: anchorOf(input) }, (answer: Answer) => {
      isOpen = answer[0] === "live";
      this.#goBack(input, answer);
      if (answer[0] === "left") return;
      const value = answer[1] as string;
      input.value = value;
      if (isOpen) live(value);
      else send(value, 2);
    });
  }

  /** A popup around this frame took the focus out of it. */
  #goBack(control: Picked, answer: Answer): void {
    if (answer[0] !== "live" && control.isConnected) control.focus({ preventScroll: true });
  }

  /** What is refused goes back to what it was. */
  #send(control: Element, action: Action, undo: () => void): void {
    this.#pending.send(control, action, (result) => {
      if (result !== "ok") undo();
    });
  }
}

/** Drawn as one line with a list behind it, as touch screens draw every select. */
function isMenu(select: Element): boolean {
  const { multiple, size } = select as HTMLSelectElement;
  return (!multiple && size <= 1) || matchMedia("(pointer: coarse)").matches;
}

function isAsRead(select: HTMLSelectElement, ask: SelectAsk, indices: number[]): boolean {
  const texts = new Map(ask.rows.flatMap((row) => (row.is === "option" ? [[row.index, row.text]] : [])));
  return indices.every((at) => textOf(select.options[at]) === texts.get(at));
}

const textOf = (option: HTMLOptionElement | undefined): string | undefined => option?.label;
