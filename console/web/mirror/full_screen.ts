/**
 * What fills the host's screen. A mirror may not do so by itself, so its place in the top layer is that of a popover, and a video
 * has its controls as in full screen; how they look is said by the browser's rules (browser_rules.ts). The attributes that this
 * needs are not the page's.
 */

/** The attributes that are ours. */
const filling = new WeakMap<Element, string[]>();

export function fillScreen(element: HTMLElement): void {
  // The root is where it has to be, what is no HTML cannot be a popover, and a closed popover of the page is not drawn.
  const isFit = element instanceof HTMLElement && element !== document.documentElement;
  if (!isFit || !element.isConnected || (element.popover !== null && !filling.has(element))) return;
  const isBare = element instanceof HTMLVideoElement && !element.controls;
  if (!filling.has(element)) filling.set(element, isBare ? ["popover", "controls"] : ["popover"]);
  if (isBare) element.controls = true;
  element.popover = "manual";
  if (!element.matches(":popover-open")) element.showPopover();
}

export function leaveScreen(element: HTMLElement): void {
  const ours = filling.get(element) ?? [];
  filling.delete(element);
  if (ours.length && element.matches(":popover-open")) element.hidePopover();
  for (const name of ours) element.removeAttribute(name);
}

export const isOfFullScreen = ({ name, ownerElement }: Attr): boolean =>
  ownerElement !== null && !!filling.get(ownerElement)?.includes(name);
