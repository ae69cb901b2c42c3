/** The person's pointer on a mirror: where it is, and what it presses. Everything a press would do here is kept from happening. */
import type { HandsContext } from "./hands_types";
import { throttle, type Pending } from "./hands_pending";
import { fractionsOf, isOurs, modsOf, sortOf, targetOf } from "./hands_places";
import type { Pickers } from "./pickers";

/** Presence is at most 30 a second on the wire; hovering, which the shop's scripts have to digest, less. Milliseconds. */
const POINT_EVERY = 34;
const MOVE_EVERY = 100;

export function followPointer(
  context: HandsContext,
  pending: Pending,
  pickers: Pickers,
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
  const move = throttle(MOVE_EVERY, (event: PointerEvent, target: ReturnType<typeof targetOf>) => {
    if (!target || !context.mayAct() || signal.aborted) return;
    const place = fractionsOf(target.element, event.clientX, event.clientY);
    context.send(["move", frame, target.id, ...place, modsOf(event)]);
  });
  const act = (name: "down" | "up" | "click" | "dblclick" | "contextmenu", event: MouseEvent) => {
    const target = targetOf(context, event);
    if (!target || !context.mayAct()) return;
    const place = fractionsOf(target.element, event.clientX, event.clientY);
    context.send([name, frame, target.id, ...place, event.button, modsOf(event)]);
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
  document.documentElement.addEventListener("pointerleave", () => point(null, null), { signal });

  // The press of a finger is known only when it was no scrolling: then the click stands for all of it.
  const pressed = (name: "down" | "up") => (event: PointerEvent) => {
    if (event.pointerType === "mouse" && event.button === 0 && !isLocal(event)) act(name, event);
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
