/* Style sheets, by what their elements say and by the CSSOM. */
const selector = () => pick([".k" + next(4), "p", "#i" + next(50), "b,i", ":host", "::slotted(*)", ".k1:not(.k2)", "li::before"]);
const declarations = () => pick(["color:rgb(9,9,", "--own:rgb(0,0,", "border:1px solid rgb(9,0,"]) + next(255) + ")";
const rule = () => {
  switch (next(8)) {
    case 0:
      return `@media (min-width: ${next(2000)}px) { ${selector()} { ${declarations()} } b { margin: ${next(4)}px } }`;
    case 1:
      return `@layer l${next(3)} { ${selector()} { ${declarations()} } }`;
    case 2:
      return `@supports (color: red) { @media print { u { ${declarations()} } } i { ${declarations()} } }`;
    case 3:
      return `.k${next(4)} { ${declarations()}; & b { ${declarations()} } &:hover { color: red } }`;
    case 4:
      return `@keyframes a${next(3)} { from { opacity: .${next(9)} } to { opacity: 1 } }`;
    default:
      return `${selector()} { ${declarations()}; padding: ${next(5)}px }`;
  }
};
const rules = (count) => Array.from({ length: count }, rule).join("\n");

makers.push(() => element("style", rules(1 + next(3))));

const constructed = [];
const sheetOf = (owner) => owner?.isConnected && owner.sheet;
const sheet = () => pick([...all().map(sheetOf), ...constructed].filter(Boolean));
const bounded = (found) => {
  while (found.cssRules.length > 8) found.deleteRule(0);
};
const grouping = () => {
  const found = [...(sheet()?.cssRules ?? [])].filter((each) => each.cssRules && each.insertRule);
  return pick(found);
};
const styled = () => {
  const found = [...(sheet()?.cssRules ?? [])].flatMap((each) => [each, ...(each.cssRules ?? [])]);
  return pick(found.filter((each) => each.style && each.selectorText));
};
const adopters = () => [document, ...scopes().filter((scope) => scope.host && scope.ownerDocument === document)];

acts.sheets = {
  insert: () => {
    const found = sheet();
    if (!found) return;
    found.insertRule(rule(), next(found.cssRules.length + 1));
    bounded(found);
  },
  "insert and delete": () => {
    const found = sheet();
    if (!found) return;
    found.insertRule(rule(), 0);
    found.insertRule(rule(), found.cssRules.length);
    found.deleteRule(next(found.cssRules.length));
    bounded(found);
  },
  delete: () => {
    const found = sheet();
    if (found?.cssRules.length) found.deleteRule(next(found.cssRules.length));
  },
  "add rule": () => sheet()?.addRule?.(selector(), declarations()),
  "insert inside": () => {
    const found = grouping();
    if (found && found.cssRules.length < 5) found.insertRule(`${pick(["b", ".k1", "& i"])} { ${declarations()} }`, next(found.cssRules.length + 1));
  },
  "delete inside": () => {
    const found = grouping();
    if (found?.cssRules.length) found.deleteRule(next(found.cssRules.length));
  },
  "rule style": () => styled()?.style.setProperty(pick(["color", "margin", "--own"]), pick(["red", "1px", "inherit"])),
  "rule style later": () => {
    const { style } = styled() ?? {};
    if (style) queueMicrotask(() => (style.color = `rgb(${7},8,9)`));
  },
  "rule style text": () => {
    const found = styled();
    if (found) found.style.cssText = declarations();
  },
  "style map": () => styled()?.styleMap?.set("opacity", String(next(10) / 10)),
  "selector text": () => {
    const found = styled();
    if (found) found.selectorText = selector();
  },
  "rule media": () => {
    const found = grouping();
    if (found?.media) found.media.mediaText = pick(["print", "(min-width: 1px)", "screen and (max-width: 400px)"]);
  },
  "append medium": () => grouping()?.media?.appendMedium("(min-height: 3px)"),
  keyframes: () => {
    const found = [...(sheet()?.cssRules ?? [])].find((each) => each instanceof CSSKeyframesRule);
    if (!found) return;
    if (maybe(2)) found.appendRule(`${next(100)}% { opacity: .5 }`);
    else found.name = "a" + next(3);
  },
  construct: () => {
    const made = new CSSStyleSheet(maybe(3) ? { media: "screen" } : {});
    made.replaceSync(rules(1 + next(3)));
    constructed.push(made);
    if (constructed.length > 6) constructed.shift();
  },
  adopt: () => {
    const adopter = pick(adopters());
    adopter.adoptedStyleSheets = constructed.filter(() => maybe(2));
  },
  "adopt one more": () => {
    if (constructed.length) pick(adopters()).adoptedStyleSheets.push(pick(constructed));
  },
  "adopt one less": () => pick(adopters()).adoptedStyleSheets.splice(0, 1),
  "adopt elsewhere": () => {
    const list = pick(adopters()).adoptedStyleSheets;
    if (list.length > 1) list.reverse();
  },
  "replace at once": () => pick(constructed)?.replaceSync(rules(1 + next(3))),
  "replace and edit": () => {
    const found = pick(constructed);
    if (!found) return;
    found.replaceSync(rules(2));
    found.insertRule("u { color: red }", 1);
    if (maybe(2)) found.deleteRule(0);
  },
  replace: () => void pick(constructed)?.replace(rules(1 + next(3))),
  disable: () => {
    const found = sheet();
    if (found) found.disabled = maybe(2);
  },
  media: () => {
    const found = sheet();
    if (found) found.media.mediaText = pick(["", "screen", "print", "(min-width: 300px)"]);
  },
  "media attribute": () => {
    const found = some("style");
    if (!found) return;
    if (maybe(2)) found.setAttribute("media", pick(["print", "screen"]));
    else found.removeAttribute("media");
  },
  source: () => {
    const found = some("style");
    if (found) found.textContent = rules(1 + next(3));
  },
  "more source": () => some("style")?.append(rule()),
  "source text": () => {
    const node = some("style")?.firstChild;
    if (node?.nodeType === 3) node.data = rules(2);
  },
  "insert, then move": () => {
    const found = some("style");
    found?.sheet?.insertRule(rule());
    if (found && maybe(2)) root.append(found);
  },
};
