/** The person's pointer on a mirror: where it is, and what it presses. Everything a press would do here is kept from happening. */
import type { Action } from "../../../alongside/wire/messages";
import type { HandsContext } from "./hands_types";
import { throttle, type Pending } from "./hands_pending";
import { fractionsOf, isOurs, modsOf, sortOf, targetOf, type Target } from "./hands_places";
import { Row } from "./hands_row";
import type { Pickers } from "./pickers";

/** Presence is at most 30 a second on the wire; hovering, which the shop's scripts have to digest, less. Milliseconds. */
const POINT_EVERY = 34;
const MOVE_EVERY = 100;

/** While the button is down something may be dragged, and the page has to keep up. */
const DRAG_EVERY = 34;
/** A press that moves less is a click on what it began on. CSS pixels. */
const FAR_ENOUGH = 4;

export interface PointerOwner {
  pending: Pending;
  pickers: Pickers;
  sync(element: Element | null): void;
}

export function followPointer(
  context: HandsContext,
  { pending, pickers, sync }: PointerOwner,
  signal: AbortSignal,
): void {
  const { document, frame } = context;
  const listen = <Type extends keyof DocumentEventMap>(
    type: Type,
    heard: (event: DocumentEventMap[Type]) => void,
  ) => document.addEventListener(type, (event) => isOurs(event) || heard(event), { capture: true, signal });

  const point = throttle(POINT_EVERY, (x: number | null, y: number | null) => {
    if (!signal.aborted) context.point(x, y);
  });
  let pressedAt: PointerEvent | null = null;
  let isDragging = false;
  /** In a drag the place counts, not what the mirror has there: what is dragged moves later here than there. */
  const placeOf = (event: MouseEvent, target: Target): [id: number, x: number, y: number] => {
    const root = document.documentElement;
    const id = isDragging ? context.idOf(root) : null;
    const element = id === null ? target.element : root;
    return [id ?? target.id, ...fractionsOf(element, event.clientX, event.clientY, id === null ? 4 : 7)];
  };
  const tellMove = (event: PointerEvent, target: Target | null) => {
    if (!target || !context.mayAct() || signal.aborted) return;
    context.send(["move", frame, ...placeOf(event, target), modsOf(event)]);
  };
  const hover = throttle(MOVE_EVERY, (event: PointerEvent | null, target: Target | null) => {
    if (event) tellMove(event, target);
    else if (context.mayAct() && !signal.aborted) context.send(["move", frame, 0, 0, 0, 0]);
  });
  const drag = throttle(DRAG_EVERY, tellMove);
  const move = (event: PointerEvent, target: Target | null) => {
    if (pressedAt && !isDragging) {
      const { clientX, clientY } = pressedAt;
      isDragging = Math.hypot(event.clientX - clientX, event.clientY - clientY) >= FAR_ENOUGH;
    }
    (isDragging ? drag : hover)(event, target);
  };
  const row = new Row();
  const act = (name: "down" | "up" | "click" | "dblclick" | "contextmenu", event: MouseEvent) => {
    const target = targetOf(context, event);
    if (!target || !context.mayAct()) return;
    if (name !== "down") sync(document.activeElement);
    const count = Math.max(1, name === "down" ? row.count(event) : event.detail);
    const action: Action = [name, frame, ...placeOf(event, target), event.button, modsOf(event), count];
    // The focus goes with the press: what the host had before must not take it back.
    if (name === "down") pending.send(document.documentElement, action);
    else context.send(action);
  };
  /** Lists open and sliders move here, under the person's hand; only their outcome travels. */
  const isLocal = (event: Event) => {
    const target = targetOf(context, event);
    return target !== null && ["select", "picker", "slider"].includes(sortOf(target.element));
  };

  listen("pointermove", (event) => {
    point(event.clientX, event.clientY);
    // A finger that moves scrolls.
    if (event.pointerType === "mouse") move(event, targetOf(context, event));
  });
  // On the document: the root element may be replaced.
  listen("pointerout", (event) => {
    if (event.relatedTarget) return;
    point(null, null);
    if (event.pointerType === "mouse" && !isDragging) hover(null, null);
  });

  // The press of a finger is known only when it was no scrolling: then the click stands for all of it.
  const pressed = (name: "down" | "up") => (event: PointerEvent) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || isLocal(event)) return;
    act(name, event);
    isDragging = false;
    pressedAt = name === "down" ? event : null;
  };
  listen("pointerdown", pressed("down"));
  listen("pointerup", pressed("up"));
  /** The control whose popup this press opens. */
  const pickedBy = (event: Event) => {
    const target = context.mayAct() ? targetOf(context, event) : null;
    return target && pickers.controlAt(target.element);
  };
  listen("mousedown", (event) => {
    const isMenu = event.button === 0 && pickedBy(event)?.localName === "select";
    if (!context.mayAct() || event.button === 1 || isMenu) event.preventDefault();
  });
  listen("click", (event) => {
    const target = targetOf(context, event);
    const control = pickedBy(event);
    if (control) {
      event.preventDefault();
      return pickers.open(control);
    }
    if (context.mayAct() && target && isLocal(event)) return;
    if (target && sortOf(target.element) === "box" && context.mayAct()) tick(target.element, target.id);
    else act("click", event);
    // Its cross clears the field here, as typing does.
    if (!context.mayAct() || !target?.element.matches("input[type=search i]")) event.preventDefault();
  });
  /** A box in the middle of its click already is what it would become; prevented, it goes back and waits for the host. */
  const tick = (element: Element, id: number) => {
    pending.send(element, ["check", frame, id, (element as HTMLInputElement).checked]);
  };
  listen("dblclick", (event) => act("dblclick", event));
  listen("contextmenu", (event) => {
    event.preventDefault();
    act("contextmenu", event);
  });
  for (const type of ["auxclick", "dragstart", "dragover", "drop"] as const) {
    listen(type, (event) => event.preventDefault());
  }
}
