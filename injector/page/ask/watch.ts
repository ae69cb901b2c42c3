/**
 * Notices when an act of somebody else set off something that a browser does only for a person's own press. Each function is the native one
 * behind a Proxy, called as the shop called it; what is heard of it comes beside.
 */
import { isInput } from "../control/elements";
import { openFate, type Fate } from "./asker";
import type { AskKind } from "./words";

/** Either to be asked for and done again (without `again`: by pressing again), or a question of the browser's own with its fate. */
export type Blocked =
  { fate?: undefined; kind: AskKind; element?: Element; again?: () => unknown } | { fate: Promise<Fate> };

type View = Window & typeof globalThis;
type Call = (...args: unknown[]) => unknown;
type Heard = (blocked: Blocked) => void;

const watched = new WeakSet<Window>();

/** Commands for which a browser wants the shopper's own press. */
const KINDS: Partial<Record<string, AskKind>> = { copy: "clipboard", cut: "clipboard", paste: "paste" };

/** Once for each window. */
export function watchWindow(view: View, heard: Heard): void {
  if (watched.has(view)) return;
  watched.add(view);
  spy(view, "open", (result, again) => result === null && heard({ kind: "open", again }));
  spy(view.HTMLElement.prototype, "click", (_, again, self) => {
    const element = self as Element;
    if (isInput(element) && element.type === "file" && !element.matches(":disabled"))
      heard({ kind: "file", element, again });
  });
  spy(view.Element.prototype, "requestFullscreen", (result, again, element) =>
    refused(result, () => heard({ kind: "fullscreen", element: element as Element, again })),
  );
  for (const name of ["write", "writeText"])
    spy(view.Clipboard?.prototype, name, (result, again) =>
      refused(result, () => heard({ kind: "clipboard", again })),
    );
  // What is read goes to whoever asked for it, so the shop has to ask anew.
  for (const name of ["read", "readText"])
    spy(view.Clipboard?.prototype, name, (result) => refused(result, () => heard({ kind: "paste" })));
  spy(view.Document.prototype, "execCommand", (result, _, __, [command]) => {
    const kind = KINDS[String(command).toLowerCase()];
    if (kind && result === false) heard({ kind });
  });
  spy(view.MediaDevices?.prototype, "getUserMedia", (result) => heard({ fate: fateOf(result) }));
  for (const name of ["getCurrentPosition", "watchPosition"])
    spy(view.Geolocation?.prototype, name, () => void askedFor("geolocation", view, heard));
  for (const name of ["alert", "confirm", "prompt"]) spyBefore(view, name, heard);
}

/** Hears after a call, and may call again; the shop gets what it would have got. */
function spy(
  owner: object | undefined,
  name: string,
  after: (result: unknown, again: () => unknown, self: unknown, args: unknown[]) => unknown,
): void {
  wrap(owner, name, (call, self, args) => {
    const result = call();
    // What only we hear of must not become the shop's trouble.
    try {
      after(result, call, self, args);
    } catch {}
    return result;
  });
}

/** The browser asks the shopper, and nothing goes on until they answered. */
function spyBefore(owner: object, name: string, heard: Heard): void {
  wrap(owner, name, (call) => {
    const { fate, settle } = openFate();
    heard({ fate });
    const result = call();
    settle(result === false || result === null ? "declined" : "done");
    return result;
  });
}

function wrap(
  owner: object | undefined,
  name: string,
  around: (call: () => unknown, self: unknown, args: unknown[]) => unknown,
): void {
  const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
  if (!descriptor?.configurable || typeof descriptor.value !== "function") return;
  const value = new Proxy(descriptor.value as Call, {
    apply: (native, self, args: unknown[]) =>
      around(() => Reflect.apply(native, self, args) as unknown, self, args),
  });
  Object.defineProperty(owner, name, { ...descriptor, value });
}

const fateOf = (result: unknown): Promise<Fate> =>
  Promise.resolve(result).then(
    () => "done",
    () => "declined",
  );

/** Without a press of the shopper's own, the browser says no at once. */
function refused(result: unknown, then: () => void): void {
  void Promise.resolve(result).catch((error: unknown) => {
    if (/^(NotAllowed|Type)Error$/.test((error as Error)?.name)) then();
  });
}

/** A permission that the browser asks for itself: only a question that is open is worth telling. */
async function askedFor(name: PermissionName, view: View, heard: Heard): Promise<void> {
  const permission = await view.navigator.permissions.query({ name });
  if (permission.state !== "prompt") return;
  const answered = new Promise<Fate>((resolve) => {
    permission.onchange = () => resolve(permission.state === "granted" ? "done" : "declined");
  });
  heard({ fate: answered });
}
