/**
 * The person at this mirror chooses items of the shop: a press on a link means its page, and so does one that is carried out of the mirror.
 * The shop's page hears of neither.
 */
import { itemAt, type Item } from "../../../alongside/ui/items";
import type { FromMirror } from "../../../alongside/wire/messages";

export interface ChoosingOwner {
  readonly isChoosing: boolean;
  /** What lies in the way of this event, from the innermost node. */
  pathOf(event: Event): EventTarget[];
  send(message: FromMirror): void;
}

/** A press that moves less is a press. CSS pixels. */
const FAR_ENOUGH = 8;

interface Carried {
  item: Item;
  pointer: number;
  from: [x: number, y: number];
  isFar: boolean;
}

/** Listens before the hands do. */
export function letChoose(window: Window, owner: ChoosingOwner): void {
  let carried: Carried | null = null;
  let isSpent = false;
  const on = <Type extends keyof WindowEventMap>(type: Type, heard: (event: WindowEventMap[Type]) => void) =>
    window.addEventListener(type, (event) => owner.isChoosing && heard(event), { capture: true });
  const keep = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const itemOf = (event: Event) => itemAt(owner.pathOf(event), window.document.baseURI);

  on("pointerdown", (event) => {
    isSpent = false;
    const item = event.button === 0 ? itemOf(event) : null;
    if (!item) return;
    event.stopImmediatePropagation();
    // A finger that moves scrolls; its press is told by the click.
    if (event.pointerType === "touch") return;
    // Beyond the mirror's edge, too.
    (owner.pathOf(event)[0] as Partial<Element>).setPointerCapture?.(event.pointerId);
    carried = { item, pointer: event.pointerId, from: [event.clientX, event.clientY], isFar: false };
  });
  on("pointermove", (event) => {
    if (carried?.pointer !== event.pointerId) return;
    event.stopImmediatePropagation();
    if (!event.buttons) return void (carried = null); // let go beyond the mirror's edge
    const { clientX: x, clientY: y } = event;
    carried.isFar ||= Math.hypot(x - carried.from[0], y - carried.from[1]) >= FAR_ENOUGH;
    if (carried.isFar) owner.send(["item", "carry", carried.item, x, y]);
  });
  const end = (phase: "drop" | "lost") => (event: PointerEvent) => {
    if (carried?.pointer !== event.pointerId) return;
    event.stopImmediatePropagation();
    isSpent = carried.isFar;
    if (isSpent) owner.send(["item", phase, carried.item, event.clientX, event.clientY]);
    carried = null;
  };
  on("pointerup", end("drop"));
  on("pointercancel", end("lost"));
  for (const type of ["mousedown", "mouseup", "dblclick"] as const)
    on(type, (event) => {
      if (event.button === 0 && itemOf(event)) keep(event);
    });
  on("click", (event) => {
    const item = itemOf(event);
    if (!item) return;
    keep(event);
    if (!isSpent) owner.send(["item", "press", item, event.clientX, event.clientY]);
    isSpent = false;
  });
  on("keydown", (event) => {
    const item = event.key === "Enter" ? itemOf(event) : null;
    if (!item) return;
    keep(event);
    owner.send(["item", "press", item, 0, 0]);
  });
}
