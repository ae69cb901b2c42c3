/* Nodes, attributes and text. */
const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

makers.push(
  () => document.createTextNode("t" + word()),
  () => document.createComment("c" + next(99)),
  () => element(pick(["div", "p", "span", "b", "li", "section", "details", "summary", "h2", "label"]), "e" + word()),
  () => element("div", element("span", "in"), word(), element("i")),
  () => {
    const group = document.createElementNS(SVG, "svg");
    group.append(document.createElementNS(SVG, pick(["g", "rect", "circle", "linearGradient"])));
    group.firstChild.setAttribute("width", next(9));
    return group;
  },
  () => {
    const host = element(pick(["section", "article", "div"]));
    attach(host);
    return host;
  },
  () => {
    const template = element("template");
    template.content.append(element("p", "held"), word());
    return template;
  },
  () => {
    const table = element("table");
    table.insertRow().insertCell().append(word());
    return table;
  },
);

const attach = (host) => {
  const slotAssignment = maybe(5) ? "manual" : "named";
  const asked = pick(["open", "closed"]);
  // A closed one in a frame that was made just now is seen by nobody.
  const mode = host.ownerDocument === document ? asked : "open";
  const shadow = host.attachShadow({ mode, slotAssignment, delegatesFocus: maybe(4) });
  roots.set(host, shadow);
  shadow.append(element("em", "root"), element("slot"));
  if (maybe(2)) shadow.append(element("b", word()));
};

const SOURCES = [
  () => `<b>in${next(9)}</b><!--x-->${next(9)}`,
  () => `<ul><li>one<li>two ${word()}</ul><p class=k${next(4)}>para`,
  () => `<table><tr><td>a<td>b</table>${word()}`,
  () => `<select><option>p<option selected>q</select><input value=v${next(9)}><textarea>\n${word()}</textarea>`,
  () => `<template><i>held</i></template><details ${maybe(2) ? "open" : ""}><summary>s</summary>d</details>`,
  () => `<svg viewBox="0 0 9 9"><path d="M0 0h9"/><foreignObject><p>${word()}</p></foreignObject></svg>`,
  () => `<math><mi>x</mi><mo>=</mo><mn>${next(9)}</mn></math>`,
  () => `<div @click="x" data-a=1 [b]="2" on:x=3>odd names</div>`,
  () => `<style>.k${next(4)} { color: rgb(${next(255)},0,0) }</style>`,
  () => "",
];

/** A name that comes and goes, with a value that changes. */
const ATTRIBUTES = [
  ["class", () => `k${next(4)} k${next(4)}`],
  ["style", () => `color:rgb(0,${next(255)},0);padding:${next(4)}px`],
  ["data-x", () => String(next(9))],
  ["title", () => word()],
  ["hidden", () => ""],
  ["dir", () => pick(["rtl", "ltr", "auto"])],
  ["id", () => "i" + next(50)],
  ["lang", () => pick(["de", "ja"])],
  ["slot", () => pick(["", "a"])],
  ["name", () => "n" + next(4)],
  ["contenteditable", () => pick(["true", "false", "plaintext-only"])],
  ["tabindex", () => "0"],
  ["open", () => ""],
  ["part", () => "p" + next(3)],
];

const text = () => {
  const texts = scopes().flatMap((scope) => {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!/^(?:style|script)$/.test(walker.currentNode.parentNode.localName)) found.push(walker.currentNode);
    return found;
  });
  return pick(texts.length ? texts : [document.createTextNode("")]);
};
const place = (node) => next(node.length + 1);
const target = () => pick([...all(), root]);
const movable = () => pick(all().filter((each) => !blank.has(each)));

acts.tree = {
  append: () => holder().append(make()),
  insert: () => {
    const parent = holder();
    parent.insertBefore(make(), child(parent));
  },
  remove: () => {
    const gone = pick(all());
    if (!gone) return;
    park(gone);
    gone.remove();
  },
  "put back": () => {
    const back = parked.splice(next(parked.length), 1)[0];
    if (back) holder().append(back);
  },
  move: () => {
    const moved = movable();
    const parent = holder();
    if (moved && !isInside(parent, moved)) parent.insertBefore(moved, child(parent));
  },
  "move gently": () => {
    const moved = movable();
    const parent = holder();
    // Chromium 156 hangs, with nobody watching, when a popover or an open dialog goes this way.
    const isLayered = moved?.matches("dialog,[popover]") || moved?.querySelector("dialog,[popover]");
    // And what leaves a list this way for a shadow root has a box afterwards or none, by whether there was a layout in between.
    if (moved?.closest("select")) return;
    // Into what a slot would show if nothing were assigned to it: there it keeps the box that it had, or has none.
    if (parent.closest?.("slot")) return;
    // Into a shadow tree from outside: there, too, and Chromium dies of it a while later, with nobody watching.
    const tree = parent.getRootNode();
    if (tree.host && moved?.getRootNode() !== tree) return;
    if (moved && !isLayered && !isInside(parent, moved)) parent.moveBefore?.(moved, child(parent));
  },
  reverse: () => {
    const parent = holder();
    parent.replaceChildren(...[...parent.childNodes].reverse());
  },
  replace: () => movable()?.replaceWith(make(), word()),
  clone: () => {
    const copy = movable()?.cloneNode(maybe(2));
    if (copy) holder().append(copy);
  },
  wrap: () => {
    const inner = movable();
    const around = element("div");
    if (!inner || inner.matches("option,optgroup,svg *,math *")) return;
    inner.replaceWith(around);
    around.append(inner);
  },
  fragment: () => {
    const fragment = document.createDocumentFragment();
    for (let n = next(4); n >= 0; n--) fragment.append(make());
    holder().append(fragment);
  },
  "change while away": () => {
    const away = parked[next(parked.length)];
    if (away?.nodeType === 1 && !away.matches(CHILDLESS)) away.append(make());
  },
  "come and go": () => {
    const passing = make();
    const parent = holder();
    parent.append(passing);
    if (passing.nodeType === 1 && maybe(2)) for (const inner of [...passing.childNodes]) parent.append(inner);
    passing.remove();
  },
  innerHTML: () => {
    const parent = holder();
    if (parent !== root && !scopes().some((scope) => scope === parent && scope.nodeType === 1)) parent.innerHTML = pick(SOURCES)();
  },
  insertAdjacentHTML: () => {
    const at = movable();
    if (at && !at.matches("option,optgroup,svg *,math *")) at.insertAdjacentHTML(pick(["beforebegin", "afterend"]), pick(SOURCES)());
  },
  "declarative root": () => {
    // A closed one that only the parser made is seen by nobody.
    const source = `<div><template shadowrootmode=open><u>${word()}</u><slot></slot></template>light</div>`;
    const made = element("div");
    made.setHTMLUnsafe?.(source);
    holder().append(made);
  },
  attach: () => {
    const host = some("div,p,section,article,span,h2");
    if (host && !rootOf(host)) attach(host);
  },
  "assign slot": () => {
    const slot = some("slot");
    const host = slot?.getRootNode().host;
    if (host && slot.getRootNode().slotAssignment === "manual") slot.assign(...[...host.children].slice(0, next(3)));
  },
  sort: () => {
    const parent = holder();
    parent.append(...[...parent.children].sort((a, b) => (a.textContent < b.textContent ? -1 : 1)));
  },
  extract: () => {
    const parent = holder();
    if (parent.childNodes.length < 2) return;
    const range = document.createRange();
    range.setStart(parent, next(parent.childNodes.length));
    range.setEnd(parent, parent.childNodes.length);
    const taken = range.extractContents();
    holder().append(taken);
  },
  table: () => {
    const table = some("table");
    if (!table) return;
    if (maybe(2) || !table.rows.length) table.insertRow(next(table.rows.length + 1)).insertCell().append(word());
    else table.deleteRow(next(table.rows.length));
  },
};

acts.attributes = {
  set: () => {
    const [name, value] = pick(ATTRIBUTES);
    target().setAttribute(name, value());
  },
  remove: () => target().removeAttribute(pick(ATTRIBUTES)[0]),
  toggle: () => target().toggleAttribute(pick(["hidden", "data-on", "inert"])),
  class: () => target().classList.toggle("k" + next(4)),
  style: () => {
    const { style } = target();
    style?.setProperty(pick(["color", "background-color", "border-color", "--own"]), `rgb(${next(255)},0,9)`);
  },
  "style off": () => target().style?.removeProperty(pick(["color", "--own"])),
  cssText: () => (target().style ?? {}).cssText = pick(["", "margin:1px", "display:inline-block;overflow:auto;height:30px"]),
  namespaced: () => target().setAttributeNS(XLINK, pick(["xlink:href", "href"]), "#" + next(9)),
  "namespaced off": () => target().removeAttributeNS(XLINK, "href"),
  dataset: () => (target().dataset ? (target().dataset.own = word()) : null),
};

acts.text = {
  data: () => (text().data = pick(["", "changed " + word(), word(), "\n  "])),
  append: () => text().appendData(word()),
  insert: () => {
    const node = text();
    node.insertData(place(node), word());
  },
  delete: () => {
    const node = text();
    node.deleteData(place(node), next(4));
  },
  replace: () => {
    const node = text();
    node.replaceData(place(node), next(4), word());
  },
  "twice": () => {
    const node = text();
    node.data = "first";
    node.data = maybe(2) ? "first" + word() : "second";
  },
  split: () => {
    const node = text();
    if (node.parentNode && !node.parentNode.matches?.("textarea,option")) node.splitText(place(node));
  },
  normalize: () => holder().normalize(),
  comment: () => {
    const parent = holder();
    const comment = [...parent.childNodes].find((each) => each.nodeType === 8);
    if (comment) comment.data += next(9);
    else parent.append(document.createComment(word()));
  },
  "text content": () => {
    const leaf = pick(all().filter((each) => !each.children.length && !each.matches(CHILDLESS + ",slot,svg,math")));
    if (leaf) leaf.textContent = word();
  },
  own: () => {
    const parent = holder();
    if (parent.firstChild?.nodeType === 3) parent.firstChild.remove();
    else parent.prepend(word(), word());
  },
};
