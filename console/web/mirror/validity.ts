/** Controls that the host calls invalid: also those that are so by a script's word alone (`setCustomValidity`). */
export class MirrorValidity {
  private invalid = new Set<Element>();

  set(elements: readonly Element[]): void {
    const now = new Set(elements);
    for (const element of this.invalid) if (!now.has(element)) say(element, "");
    for (const element of now) say(element, "invalid");
    this.invalid = now;
  }
}

function say(element: Element, message: string): void {
  (element as Partial<HTMLInputElement>).setCustomValidity?.(message);
}
