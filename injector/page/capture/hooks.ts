/**
 * The few hooks that must be there before the shop's first script: what they see cannot be asked for later. Each stands in
 * for a native function as a Proxy, so its name, length, `toString()`, results and exceptions stay the native ones, and the
 * listener hears of a call only after it succeeded. Nothing is kept but weak references until a capture listens.
 */
import type { MakeAsker } from "../control/asking";
import type { MakeControl } from "../link/hands";
import type { MakeCall } from "../link/calling";
import type { Care } from "../link/caring";
import type { MakeTalk } from "../link/talking";
import type { Text } from "../text/en";
import type { MakeDigests, MakeMedia } from "./media";

export type Heard =
  | "root"
  | "control"
  | "adopted"
  | "gentle"
  | "insert"
  | "delete"
  | "replace"
  | "rule"
  | "sheet"
  | "motion"
  | "state"
  | "property"
  | "font"
  | "vector"
  | "wake";

export type Listener = (what: Heard, subject: object, argument?: unknown) => void;

export interface Hooks {
  /** Closed and open shadow roots by their hosts. */
  readonly roots: WeakMap<object, ShadowRoot>;
  /** Constructed sheets by the text that was given last, as long as no rule was changed one by one since. */
  readonly texts: WeakMap<object, string>;
  /** Sheets whose rules may differ from their source text. */
  readonly changed: WeakSet<object>;
  /** The rule whose style was handed out, by the sheet it is in: it may be changed at any time from now on. */
  readonly lent: WeakSet<object>;
  /** What was scrolled and not yet looked at, also before a capture was there. `scroll` does not leave a shadow tree, so roots are heard, too. */
  readonly scrolled: Set<Node>;
  /** What object URLs stand for, also after they were revoked: a picture stays on the page when its URL is gone. */
  readonly blobs: Map<string, Blob>;
  /** Fonts that scripts made: the address that theirs are relative to, the family, and where the font is from. */
  readonly faces: Map<FontFace, FaceParts>;
  /** Sets of custom states by their elements, and the other way round. */
  readonly states: WeakMap<object, object>;
  /** Custom properties that a script registered. */
  readonly properties: PropertyDefinition[];
  /** Scripts animate here, so what is put into the tree may be animated already. */
  isAnimated: boolean;
  listener: Listener | null;
  /** Put here by media.js, in the top window. */
  media?: MakeMedia;
  digests?: MakeDigests;
  /** Put here by ask.js, in the top window. */
  ask?: MakeAsker;
  /** The panel's catalogue, when it is not English. Put here by ja.js, in the top window. */
  text?: Text;
  /** Put here by talk.js, in the top window. */
  talk?: MakeTalk;
  /** Put here by call.js, in the top window. */
  call?: MakeCall;
  /** The shopper chooses two items to be laid side by side. Put here by choose.js, in the top window. */
  choose?: () => void;
  /** Put here by care.js, in the top window. */
  care?: Care;
  /** Put here by control.js, in the top window. */
  control?: MakeControl;
  /** False when the shop's scripts may have run before the hooks came. */
  readonly early: boolean;
  /** Installs them in another window: the page script has no code of its own for that. */
  installIn(window: AnyWindow, early: boolean): Hooks;
}

export type FaceParts = readonly [base: string, family: string, source: string | Blob];
export type AnyWindow = Window & typeof globalThis;
type Callable = (...args: unknown[]) => unknown;
export type After = (subject: object, args: unknown[], result: unknown) => void;

const KEY = Symbol.for("alongside.hooks");

export function hooksOf(window: Window | null | undefined): Hooks | undefined {
  return (window as { [KEY]?: Hooks } | null | undefined)?.[KEY];
}

/** The document that holds this node, sheet or rule; none for what is in no document. */
export function homeOf(subject: object): Document | null | undefined {
  const sheet = (subject as Partial<CSSRule>).parentStyleSheet ?? subject;
  return ((sheet as Partial<CSSStyleSheet>).ownerNode ?? (sheet as Partial<Node>)).ownerDocument;
}

/** The hooks of a frame. One that came without head.js (about:blank, srcdoc) gets its hooks from this window's. */
export function hooksFor(frame: AnyWindow, early: boolean): Hooks {
  const hooks = hooksOf(frame) ?? hooksOf(window)?.installIn(frame, early);
  if (!hooks) throw new Error("head.js is missing");
  return hooks;
}

/** Installs the hooks once for each window. `early` says that no script of the shop can have run in it yet. */
export function installHooks(window: AnyWindow, early: boolean): Hooks {
  const known = hooksOf(window);
  if (known) return known;
  const outer = outerHooks(window);
  const hooks: Hooks = {
    roots: outer?.roots ?? new WeakMap(),
    texts: outer?.texts ?? new WeakMap(),
    changed: outer?.changed ?? new WeakSet(),
    lent: outer?.lent ?? new WeakSet(),
    scrolled: new Set(),
    blobs: new Map(),
    faces: new Map(),
    states: outer?.states ?? new WeakMap(),
    properties: [],
    isAnimated: !early,
    listener: null,
    early,
    installIn: installHooks,
  };
  Object.defineProperty(window, KEY, { value: hooks });
  hookRoots(window, hooks);
  hookSheets(window, hooks);
  hookControls(window, hooks);
  hookBlobs(window, hooks);
  hookMotion(window, hooks);
  hookFonts(window, hooks);
  hookVectors(window, hooks);
  return hooks;
}

/** What is known of nodes and sheets is known in the page and all its frames: they may go from one document to another. */
function outerHooks({ parent }: Window): Hooks | undefined {
  try {
    return hooksOf(parent);
  } catch {
    return undefined; // another site's
  }
}

/** `fn` with `after` called behind it. Whatever `after` does, the caller sees what the native function did. */
export function follow<F extends Callable>(fn: F, after: After): F {
  const told = (self: object, args: unknown[], result: unknown) => {
    try {
      after(self, args, result);
    } catch {
      // the shop's call succeeded, and our trouble must not become the shop's
    }
    return result as object;
  };
  return new Proxy(fn, {
    apply: (target, self: object, args) => told(self, args, Reflect.apply(target, self, args)),
    construct: (target, args, maker) => told(target, args, Reflect.construct(target, args, maker)),
  });
}

export type Part = "value" | "get" | "set";

/** Follows a method (`value`), a getter or a setter, where this browser has it. */
export function hook(owner: { prototype: object } | undefined, name: string, part: Part, after: After): void {
  const prototype = owner?.prototype;
  const descriptor = prototype && Object.getOwnPropertyDescriptor(prototype, name);
  const native = descriptor?.[part] as Callable | undefined;
  if (!native || !descriptor?.configurable) return;
  Object.defineProperty(prototype, name, { ...descriptor, [part]: follow(native, after) });
}

/** Containers in `scrolled`; a page with more scrolls too much for the oldest to matter. */
const SCROLL_LIMIT = 1000;

function noteScrolling(root: Node, { scrolled }: Hooks): void {
  const note = ({ target }: Event) => {
    scrolled.add(target as Node);
    if (scrolled.size > SCROLL_LIMIT) scrolled.delete(scrolled.values().next().value!);
  };
  root.addEventListener("scroll", note, { capture: true, passive: true });
}

function hookRoots(window: AnyWindow, hooks: Hooks): void {
  noteScrolling(window.document, hooks);
  const found: After = (host, _args, root) => {
    hooks.roots.set(host, root as ShadowRoot);
    noteScrolling(root as ShadowRoot, hooks);
    hooks.listener?.("root", host);
  };
  hook(window.Element, "attachShadow", "value", found);
  hook(window.HTMLElement, "attachInternals", "value", (host, args, internals) => {
    const root = (internals as ElementInternals).shadowRoot;
    if (root) found(host, args, root);
    const states = (internals as ElementInternals).states as object | undefined;
    if (states) hooks.states.set(host, states).set(states, host);
  });
  for (const owner of [window.Element, window.Document, window.DocumentFragment])
    hook(owner, "moveBefore", "value", (_parent, [node]) => hooks.listener?.("gentle", node as object));
}

function hookSheets(window: AnyWindow, hooks: Hooks): void {
  const say = (what: Heard, subject: object, argument?: unknown) => hooks.listener?.(what, subject, argument);
  const edited = (what: Heard): After => {
    return (sheet, args, result) => {
      hooks.changed.add(sheet);
      hooks.texts.delete(sheet);
      say(what, sheet, what === "insert" ? result : args[0]);
    };
  };
  const replaced: After = (sheet, [text]) => {
    hooks.texts.set(sheet, String(text));
    say("replace", sheet);
  };
  const { CSSStyleSheet } = window;
  hook(CSSStyleSheet, "insertRule", "value", edited("insert"));
  hook(CSSStyleSheet, "deleteRule", "value", edited("delete"));
  hook(CSSStyleSheet, "removeRule", "value", (sheet, args) => edited("delete")(sheet, [args[0] ?? 0], null));
  hook(CSSStyleSheet, "addRule", "value", (sheet, args) => {
    const last = (sheet as CSSStyleSheet).cssRules.length - 1;
    edited("insert")(sheet, args, args[2] ?? last);
  });
  hook(CSSStyleSheet, "replaceSync", "value", replaced);
  hook(CSSStyleSheet, "replace", "value", (sheet, args, promise) => {
    // Some browsers are done at once, and the script may go on to edit the sheet; in others it is locked until then.
    replaced(sheet, args, null);
    void (promise as Promise<unknown>).then(
      () => say("replace", sheet),
      () => hooks.texts.delete(sheet),
    );
  });
  hook(window.StyleSheet, "disabled", "set", (sheet) => say("sheet", sheet));
  hook(window.StyleSheet, "media", "get", (sheet) => say("sheet", sheet));
  hook(window.HTMLStyleElement, "disabled", "set", (e) => say("sheet", (e as HTMLStyleElement).sheet ?? e));
  hookRules(window, hooks);
  for (const owner of [window.Document, window.ShadowRoot]) {
    hook(owner, "adoptedStyleSheets", "get", (root) => say("adopted", root));
    hook(owner, "adoptedStyleSheets", "set", (root) => say("adopted", root));
  }
}

/** What hands out or changes a part of one rule. */
const RULE_PARTS: readonly [owner: string, name: string, part: Part][] = [
  ["CSSStyleRule", "style", "get"],
  ["CSSStyleRule", "style", "set"],
  ["CSSStyleRule", "styleMap", "get"],
  ["CSSStyleRule", "selectorText", "set"],
  ["CSSStyleRule", "insertRule", "value"],
  ["CSSStyleRule", "deleteRule", "value"],
  ["CSSGroupingRule", "insertRule", "value"],
  ["CSSGroupingRule", "deleteRule", "value"],
  ["CSSMediaRule", "media", "get"],
  ["CSSNestedDeclarations", "style", "get"],
  ["CSSFontFaceRule", "style", "get"],
  ["CSSPageRule", "style", "get"],
  ["CSSPageRule", "selectorText", "set"],
  ["CSSKeyframesRule", "name", "set"],
  ["CSSKeyframesRule", "appendRule", "value"],
  ["CSSKeyframesRule", "deleteRule", "value"],
  ["CSSKeyframeRule", "style", "get"],
  ["CSSKeyframeRule", "keyText", "set"],
];

function hookRules(window: AnyWindow, hooks: Hooks): void {
  const owners = window as unknown as Record<string, { prototype: object } | undefined>;
  for (const [owner, name, part] of RULE_PARTS)
    hook(owners[owner], name, part, (rule) => {
      const sheet = (rule as CSSRule).parentStyleSheet;
      if (!sheet) return;
      hooks.lent.add(sheet);
      if (part !== "get") hooks.texts.delete(sheet);
      hooks.listener?.("rule", rule, part !== "get");
    });
}

/** Setters that change what a control shows without an event. */
const CONTROL_SETTERS: readonly [owner: string, names: string][] = [
  ["HTMLInputElement", "value checked indeterminate files valueAsNumber valueAsDate"],
  ["HTMLTextAreaElement", "value"],
  ["HTMLSelectElement", "value selectedIndex"],
];

function hookControls(window: AnyWindow, hooks: Hooks): void {
  const owners = window as unknown as Record<string, { prototype: object } | undefined>;
  const changed: After = (control) => hooks.listener?.("control", control);
  for (const [owner, names] of CONTROL_SETTERS)
    for (const name of names.split(" ")) hook(owners[owner], name, "set", changed);
  for (const name of ["setRangeText", "stepUp", "stepDown"])
    hook(window.HTMLInputElement, name, "value", changed);
  hook(window.HTMLTextAreaElement, "setRangeText", "value", changed);
  for (const name of ["Input", "TextArea", "Select", "Button"])
    hook(owners[`HTML${name}Element`], "setCustomValidity", "value", changed);
  hook(window.HTMLOptionElement, "selected", "set", changed);
}

/** Larger ones are never sent, and no more than this many are remembered. */
const BLOB_BYTES = 2 * 1024 * 1024;
const BLOB_LIMIT = 32;

function hookBlobs(window: AnyWindow, { blobs }: Hooks): void {
  hook({ prototype: window.URL }, "createObjectURL", "value", (_, [blob], url) => {
    if (!((blob as Blob).size <= BLOB_BYTES)) return;
    blobs.set(url as string, blob as Blob);
    if (blobs.size > BLOB_LIMIT) blobs.delete(blobs.keys().next().value!);
  });
}

/** More fonts than any page needs. */
const FACE_LIMIT = 100;

/** Buffers are copied, since the shop may give them away. */
function hookFonts(window: AnyWindow, hooks: Hooks): void {
  const { FontFace } = window;
  const say: After = () => hooks.listener?.("font", hooks);
  const made: After = (_, [family, source], face) => {
    const kept = typeof source === "string" ? source : new Blob([source as BlobPart]);
    if (hooks.faces.size < FACE_LIMIT)
      hooks.faces.set(face as FontFace, [window.document.baseURI, family as string, kept]);
  };
  window.FontFace = FontFace.prototype.constructor = follow(FontFace as unknown as Callable, made) as never;
  for (const name of ["add", "delete", "clear"]) hook(window.FontFaceSet, name, "value", say);
}

const VECTOR_PARTS = /^SVG(?:An|Le|Ma|Nu|Po|Pr|Re|St|Tr)(?!.*Element)/;

/** What changes an attribute of SVG through an object that stands for it: no mutation record tells of that. */
function hookVectors(window: AnyWindow, hooks: Hooks): void {
  const owners = window as unknown as Record<string, { prototype: object }>;
  const say: After = (subject) => hooks.listener?.("vector", subject);
  for (const owner of Object.getOwnPropertyNames(window).filter((name) => VECTOR_PARTS.test(name)))
    for (const name of Object.keys(owners[owner]!.prototype)) {
      hook(owners[owner], name, "set", say);
      if (!/^[gm]/.test(name)) hook(owners[owner], name, "value", say); // what gets or multiplies changes nothing
    }
}

/** What begins or changes an animation, a custom state or a registered property without an event. */
const MOTION_PARTS: readonly [owner: string, part: Part, what: Heard, names: string][] = [
  ["Element", "value", "motion", "animate"],
  ["Animation", "value", "motion", "play pause reverse finish cancel updatePlaybackRate persist"],
  ["Animation", "set", "motion", "currentTime startTime playbackRate effect timeline rangeStart rangeEnd"],
  ["AnimationEffect", "value", "motion", "updateTiming"],
  ["KeyframeEffect", "value", "motion", "setKeyframes"],
  ["KeyframeEffect", "set", "motion", "target pseudoElement composite iterationComposite"],
  ["CustomStateSet", "value", "state", "add delete clear"],
];

function hookMotion(window: AnyWindow, hooks: Hooks): void {
  const owners = window as unknown as Record<string, { prototype: object } | undefined>;
  for (const [owner, part, what, names] of MOTION_PARTS)
    for (const name of names.split(" "))
      hook(owners[owner], name, part, (subject) => {
        hooks.isAnimated = true;
        hooks.listener?.(what, subject);
      });
  hook({ prototype: window.CSS }, "registerProperty", "value", (subject, [definition]) => {
    hooks.properties.push({ ...(definition as PropertyDefinition) });
    hooks.listener?.("property", subject);
  });
}
