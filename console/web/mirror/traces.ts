/** What a page leaves in its document for good: names of elements and of properties cannot be taken back. */
let areLeft = false;

export function leaveTrace(): void {
  areLeft = true;
}

export const hasTraces = (): boolean => areLeft;
