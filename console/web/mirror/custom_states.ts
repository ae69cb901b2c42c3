/** Custom states (`:state(x)`) of custom elements. One that is not defined yet comes into its states when it is. */
export class CustomStates {
  private readonly internals = new WeakMap<Element, ElementInternals>();
  private readonly waiting = new Map<HTMLElement, readonly string[]>();

  set(element: HTMLElement, names: readonly string[]): void {
    const states = this.of(element);
    if (!states) {
      this.waiting.set(element, names);
      return;
    }
    this.waiting.delete(element);
    states.clear();
    for (const name of names) states.add(name);
  }

  /** Names were defined. */
  retry(): void {
    for (const [element, names] of this.waiting) this.set(element, names);
  }

  forget(node: Node): void {
    this.waiting.delete(node as HTMLElement);
  }

  private of(element: HTMLElement): Set<string> | null {
    let internals = this.internals.get(element);
    try {
      internals ??= element.attachInternals();
    } catch {
      return null;
    }
    this.internals.set(element, internals);
    return internals.states as unknown as Set<string>;
  }
}
