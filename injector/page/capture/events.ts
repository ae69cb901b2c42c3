/** Which events a frame's capture listens to. Those that are not composed never leave a shadow tree: each root is listened to. */
export const ROOT_EVENTS = [
  "scroll",
  "input",
  "change",
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
