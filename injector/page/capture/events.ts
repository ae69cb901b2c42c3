/** What a frame's capture listens to, and what that tells. */
import type { Frame } from "./frame";

/** Those that are not composed never leave a shadow tree: each root is listened to. */
export const ROOT_EVENTS = [
  "scroll",
  "input",
  "change",
  "click",
  "reset",
  "beforetoggle",
  "toggle",
  "close",
  "load",
  "slotchange",
  "focusin",
  "focusout",
  "animationstart",
  "transitionrun",
  "pointerover",
  "pointerout",
  "pointerdown",
  "pointerup",
  "keydown",
  "keyup",
  "invalid",
  "selectionchange",
  "fullscreenchange",
] as const;

/** On the window: the address, the size and the whole page. */
export const FRAME_EVENTS = ["resize", "popstate", "hashchange", "focus", "blur", "pageshow"] as const;

/** What an event in a document, or in a shadow tree of it, may have changed. */
export function heardEvent(frame: Frame, event: Event): void {
  const target = event.composedPath()[0] as Node;
  switch (event.type) {
    case "scroll":
      return frame.sight.heardScroll(target);
    case "input":
    case "change":
    case "click": // all that a control in a template says
      frame.states.heard(event, target);
      return frame.forms.touch(target);
    case "reset":
      frame.forms.sweep();
      frame.states.sweep();
      return frame.wake();
    case "beforetoggle":
      if ((event as ToggleEvent).newState === "open") frame.layers.opening(target as Element);
      return;
    case "toggle":
    case "close":
    case "fullscreenchange":
      return frame.layers.touch(target as Element);
    case "load":
      return frame.meetings.heardLoad(target);
    case "slotchange":
      return frame.meetings.heardSlot(target as HTMLSlotElement);
    case "animationstart":
    case "transitionrun":
      return frame.motion.touch();
    default:
      frame.selections.heard();
      frame.states.heard(event, target);
  }
}
