/**
 * What controls show: typed values, checks, selections. Events, the hooks' setters and mutations only say which control may
 * have changed; at a flush its state is read once and compared with what the mirror shows.
 */
import { CHECKED, INDETERMINATE, type Op } from "../../../alongside/wire/ops";
import { containerOf, htmlNameOf } from "./dom";
import type { Scope } from "./scope";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** A state op without its id. */
type State = ["v", string] | ["c", number] | ["o", number[]];

/** Types whose state is a check. All others have a value. */
const CHECKABLE = new Set(["checkbox", "radio"]);
/** Types whose value is their attribute, so that the attribute says all. */
const STATELESS = new Set(["submit", "reset", "button", "image", "hidden"]);

export class Forms {
  readonly controls = new Set<Control>();
  #touched = new Set<Control>();
  /** What the mirror shows, as JSON. */
  readonly #shown = new WeakMap<Control, string>();

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** A control that was just serialised: the mirror shows it as its attributes say. */
  met(element: Element): void {
    const control = element as Control;
    this.controls.add(control);
    this.#touched.add(control);
    this.#shown.set(control, JSON.stringify(this.#defaultState(control)));
    // One that is checked by its attribute unchecks the others of its group as it comes.
    if (control.type === "radio")
      for (const other of this.#touchGroup(control as HTMLInputElement))
        if (other !== control) this.#shown.delete(other);
  }

  forget(node: Node): void {
    this.controls.delete(node as Control);
    this.#touched.delete(node as Control);
  }

  /** This control, or the select that holds this option, may have changed. */
  touch(target: Node): void {
    const name = htmlNameOf(target);
    if (name === "option" || name === "optgroup") {
      const holder = containerOf(target);
      if (holder) this.touch(holder);
      return;
    }
    if (!this.controls.has(target as Control)) return;
    this.#touched.add(target as Control);
    this.#scope.wake();
    if ((target as HTMLInputElement).type === "radio") this.#touchGroup(target as HTMLInputElement);
  }

  /**
   * Its options, its text or an attribute that it depends on changed. What its copy makes of that also depends on what was done to it
   * before, so it is told again whatever it was.
   */
  rebuilt(target: Node): void {
    const name = htmlNameOf(target);
    if (name === "option" || name === "optgroup") {
      const holder = containerOf(target);
      if (holder) this.rebuilt(holder);
      return;
    }
    const group =
      (target as HTMLInputElement).type === "radio" ? this.#touchGroup(target as HTMLInputElement) : [];
    for (const one of [target, ...group]) this.#shown.delete(one as Control);
    this.touch(target);
  }

  /** Everything may have changed: a form was reset, or the hooks came late. */
  sweep(): void {
    for (const control of this.controls) this.#touched.add(control);
  }

  /** Learns of secrets before anything is read that may repeat them. */
  learn(): void {
    for (const control of this.#touched) this.#scope.masks.isSecret(control);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    for (const control of this.#touched) {
      const id = this.#scope.ids.idOf(control);
      const state = id === null ? null : this.#read(control);
      if (!state) continue;
      const text = JSON.stringify(state);
      if (this.#shown.get(control) === text) continue;
      this.#shown.set(control, text);
      ops.push([state[0], id, state[1]] as unknown as Op);
    }
    this.#touched = new Set();
    return ops;
  }

  /** What a control shows, for the digest. */
  stateOf(element: Element): string | null {
    const state = this.controls.has(element as Control) && this.#read(element as Control);
    return state ? JSON.stringify(state) : null;
  }

  #touchGroup(radio: HTMLInputElement): Control[] {
    const group = [...this.controls].filter((one) => one.name === radio.name && one.type === "radio");
    for (const one of group) this.#touched.add(one);
    return group;
  }

  #read(control: Control): State | null {
    if (htmlNameOf(control) === "select")
      return ["o", this.#scope.masks.isSecret(control) ? [] : selectedIndices(control as HTMLSelectElement)];
    const input = control as HTMLInputElement;
    if (CHECKABLE.has(input.type))
      return ["c", (input.checked ? CHECKED : 0) | (input.indeterminate ? INDETERMINATE : 0)];
    if (STATELESS.has(input.type)) return null;
    if (input.type === "file")
      return [
        "v",
        [...(input.files ?? [])].map((file) => this.#scope.masks.value(input, file.name)).join("\n"),
      ];
    return ["v", this.#scope.masks.value(control, input.value)];
  }

  /** The state that the mirror's copy has from its attributes and children alone. */
  #defaultState(control: Control): State | null {
    if (htmlNameOf(control) === "select")
      return this.#scope.masks.isSecret(control) ? null : ["o", defaultIndices(control as HTMLSelectElement)];
    const input = control as HTMLInputElement;
    if (CHECKABLE.has(input.type)) return ["c", input.defaultChecked ? CHECKED : 0];
    if (STATELESS.has(input.type)) return null;
    const isPlain = htmlNameOf(control) === "textarea" || /^(?:text|search|tel|password)$/.test(input.type);
    // Other types correct their value ("range" has one without an attribute), so theirs is always sent.
    return isPlain ? ["v", this.#scope.masks.value(control, input.defaultValue)] : null;
  }
}

function selectedIndices(select: HTMLSelectElement): number[] {
  const indices: number[] = [];
  for (const option of select.selectedOptions) indices.push(option.index);
  return indices;
}

function defaultIndices(select: HTMLSelectElement): number[] {
  const chosen: number[] = [];
  let fallback = -1;
  for (const option of select.options) {
    if (option.defaultSelected) chosen.push(option.index);
    if (fallback < 0 && !isDisabled(option)) fallback = option.index;
  }
  if (select.multiple) return chosen;
  const last = chosen.at(-1) ?? (select.size > 1 ? -1 : fallback);
  return last < 0 ? [] : [last];
}

const isDisabled = (option: HTMLOptionElement): boolean =>
  option.disabled || !!(option.parentElement as HTMLOptGroupElement | null)?.disabled;
