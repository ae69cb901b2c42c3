/*
 * Seeded random changes of a page: the same seed makes the same ones. The files beside this one fill the tables: `acts`, by kind, and `makers` of
 * nodes. `mutate(seed, rounds, kinds)` carries out a few acts in each round, with rests between them: none, a microtask, a task, a frame.
 */
const acts = {};
const makers = [];
/** What was done last, for whoever looks for the cause of a difference. */
const trace = [];
const ELEMENT_LIMIT = 700;
const PARKED_LIMIT = 40;

let state = 1;
const next = (n) => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
};
const pick = (list) => list[next(list.length)];
const maybe = (one) => next(one) === 0;
const word = () => pick(["red", "tea", "cup", "ä", "日本", "🍵", "&lt;", " ", "x"]) + next(99);

/** Closed roots are known to who made them. */
const roots = new WeakMap();
const rootOf = (element) => element.shadowRoot ?? roots.get(element);
/** Frames whose document is there as soon as they are. */
const blank = new WeakSet();
const parked = [];
const root = document.getElementById("root");

const insides = (element) => {
  const content = element.localName === "template" && element.content;
  const body = blank.has(element) && element.isConnected && element.contentDocument?.body;
  return [rootOf(element), content, body].filter(Boolean);
};
const scopesIn = (scope) => [scope, ...[...scope.querySelectorAll("*")].flatMap(insides).flatMap(scopesIn)];
const scopes = () => scopesIn(root);
const all = () => scopes().flatMap((scope) => [...scope.querySelectorAll("*")]);
const some = (selector) => pick(all().filter((element) => element.matches(selector)));
const CHILDLESS = "input,select,option,optgroup,textarea,style,iframe,img,br,hr,svg *,math *,col,colgroup,template";
const holder = () => pick([...scopes(), ...all().filter((element) => !element.matches(CHILDLESS))]);
const isInside = (node, element) => {
  for (let at = node; at; at = at.parentNode ?? at.host ?? at.defaultView?.frameElement) if (at === element) return true;
  return false;
};
const make = () => pick(makers)();
const child = (node) => node.childNodes[next(node.childNodes.length + 1)] ?? null;
const park = (node) => {
  parked.push(node);
  if (parked.length > PARKED_LIMIT) parked.shift();
};

/** A page that only grows would be slow and prove nothing more. */
const thin = () => {
  while (all().length > ELEMENT_LIMIT) root.children[next(root.children.length)]?.remove();
};

const rest = () => {
  switch (next(8)) {
    case 0:
      return new Promise(requestAnimationFrame);
    case 1:
      return new Promise((resolve) => setTimeout(resolve));
    case 2:
    case 3:
      return null;
    default:
      return undefined;
  }
};

const act = (table) => {
  const [name, work] = pick(table);
  trace.push(name);
  if (trace.length > 300) trace.shift();
  try {
    work();
  } catch (error) {
    // Refused by the browser, like a node into itself: then nothing changed.
    if (error.constructor.name !== "DOMException") throw error;
    trace.push(`(${error.name})`);
  }
};

/** No mirror can give the focus to the line that a browser makes for a `details` without a `summary`. */
const leaveOwnLine = () => {
  let at = document.activeElement;
  for (let inner; (inner = at && rootOf(at)?.activeElement); ) at = inner;
  if (at?.localName === "details" && !at.matches(":focus")) at.blur();
};

window.mutate = async (seed, rounds, kinds = Object.keys(acts)) => {
  state = seed * 7919 + 1;
  const table = kinds.flatMap((kind) => Object.entries(acts[kind]));
  for (let i = 0; i < rounds; i++) {
    for (let n = next(6); n >= 0; n--) act(table);
    thin();
    const pause = rest();
    if (pause !== undefined) await pause;
  }
  leaveOwnLine();
};
