/**
 * One document in a canonical form that is equal on the host page and in its mirror. Returns { tree, frames }: plain data, and the
 * frame elements in the order of their numbers in the tree. Playwright evaluates this text as a function of no arguments.
 *
 * Left out: our own elements and tags, what scripts hold, event handlers, what a frame loads. Masked text and values stand as "masked"; by
 * the convention of the fixtures a field named "password", or in a `data-expect="masked"`, is one of those, and so is all that holds "-secret".
 */
() => {
  const roots = window[Symbol.for("alongside.test.roots")];
  const ours = (node) =>
    node.nodeType === 1 &&
    (node.localName === "alongside-ui" ||
      (node.localName === "base" && node.hasAttribute("data-alongside-base")) ||
      (node.localName === "script" && (node.getAttribute("src") ?? "").includes("/__alongside/")));
  const frames = [];
  const CARD = /\d(?:[ \u00a0\u2007\u202f.-]?\d){12,18}/;
  const SPOKEN = /^(?:value|placeholder|title|alt|label|content|summary)$|^(?:data|aria)-/;
  const hides = (text) => /[•\u{f0000}-\u{ffffd}]|-secret/u.test(text) || CARD.test(text);
  const marked = (node) => {
    for (let at = node; at; at = at.parentNode ?? at.host ?? at.defaultView?.frameElement) {
      const mark = at.nodeType === 1 && at.getAttribute("data-alongside");
      if (mark === "mask" || mark === "block") return true;
    }
    return false;
  };
  const isExpected = (element) => !!element?.closest?.("[data-expect=masked]");
  const secret = (element) =>
    marked(element) ||
    /^(?:password|hidden)$/.test(element.type) ||
    /password/i.test(element.name) ||
    isExpected(element) ||
    (element.localName !== "select" && /-secret/.test(element.value)) ||
    /(?:^|\s)(?:cc-|one-time-code)/.test(element.getAttribute("autocomplete") ?? "");

  // Where the mirror could not load a file, an object URL stands in for it and keeps in its fragment what the host has there.
  const asWritten = (text) =>
    text
      .replace(/blob:null\/[\w-]+#([^"')\s]*)/g, (_, written) => decodeURIComponent(written))
      .replace(/^#alongside%3A(.*)$/, (_, written) => decodeURIComponent(decodeURIComponent(written)));

  /** Nothing but the host page itself can fill a screen; its mirror is in the top layer as a popover in its place. */
  const fills = (element) => element.matches(":fullscreen,[alongside-state~=fullscreen]");

  const attribute = (element, { name, namespaceURI, value }) => {
    const tag = element.localName;
    if (/^on|^(?:nonce|integrity|style-alongside|alongside-state)$/i.test(name)) return null;
    if (tag === "script" && /^(?:src|href|xlink:href)$/.test(name)) return null;
    if (/^i?frame$/.test(tag) && /^(?:src|srcdoc|sandbox|allow|loading|name|csp|credentialless)$/.test(name)) return null;
    if (tag === "object" || tag === "embed") if (/^(?:data|src|type|codebase|classid|code)$/.test(name)) return null;
    if (tag === "meta" && name === "http-equiv") return null;
    if (tag === "base" && name === "target") return null;
    if ((name === "popover" || name === "controls") && fills(element)) return null;
    if (marked(element) && /^(?:src|srcset|poster|background|data)$/.test(name)) return null;
    if (marked(element) && /href$/.test(name) && /^(?:image|feImage|use)$/.test(tag) && !/^#./.test(value)) return null;
    if (marked(element) && name === "style") value = value.replace(/url\((?!\s*["']?#)(?:"[^"]*"|'[^']*'|[^)]*)\)|(?<=-set\([^)]*)(?:"[^"]*"|'[^']*')/g, "url()");
    const isScript = /^\s*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:/i.test(value) || (value === "#" && /^(?:xlink:)?href$/.test(name));
    let shown = isScript ? "script or #" : asWritten(value);
    const list = element.closest("select");
    if (name === "selected" && list && secret(list)) return null;
    if (SPOKEN.test(name) ? hides(value) : /[•]|%E2%80%A2|-secret/.test(value)) shown = "masked";
    if (name === "value" && value && /^(?:input|textarea)$/.test(tag) && secret(element)) shown = "masked";
    if (marked(element) && /^(?:value|placeholder|title|alt|label|href|aria-.*|data-(?!alongside).*)$/.test(name)) shown = "masked";
    return `${namespaceURI ?? ""}|${name}=${shown}`;
  };

  const text = (node) => {
    const isSecret = node.parentNode?.localName === "textarea" && secret(node.parentNode);
    return isSecret || (node.data.trim() && (marked(node) || isExpected(node.parentNode) || hides(node.data))) ? "masked" : node.data;
  };

  const rules = (sheet) => {
    let texts;
    try {
      texts = [...sheet.cssRules].map(({ cssText }) => (/•|-secret/.test(cssText) ? "masked" : asWritten(cssText)));
    } catch {
      texts = ["unreadable"];
    }
    return { rules: texts, disabled: sheet.disabled, media: sheet.media.mediaText };
  };

  const control = (element, out) => {
    const isCheck = /^(?:checkbox|radio)$/.test(element.type);
    if (element.localName === "select") out.selected = secret(element) ? "masked" : [...element.selectedOptions].map((option) => option.index);
    else if (isCheck) Object.assign(out, { checked: element.checked, indeterminate: element.indeterminate });
    else out.value = secret(element) || hides(element.value) ? "masked" : element.value;
  };

  const state = (element, out) => {
    const tag = element.localName;
    if (element.namespaceURI === "http://www.w3.org/1999/xhtml") {
      if (/^(?:input|select|textarea)$/.test(tag)) control(element, out);
      if (tag === "dialog") out.modal = element.matches(":modal");
      if (element.hasAttribute("popover") && !fills(element)) out.popover = element.matches(":popover-open");
      // In a template nothing is shown, and what was made outside keeps what it was.
      const lives = element.ownerDocument.defaultView;
      if (lives && (tag.includes("-") || element.hasAttribute("is"))) out.defined = element.matches(":defined");
      if (tag === "slot") out.assigned = element.assignedNodes().length;
      if (/^i?frame$/.test(tag) && element.isConnected) out.frame = frames.push(element) - 1; // in a template it shows nothing
    }
    if (/^(?:style|link)$/.test(tag) && element.sheet) out.sheet = rules(element.sheet);
    if (element !== document.scrollingElement && (element.scrollTop || element.scrollLeft))
      out.scroll = [Math.round(element.scrollLeft), Math.round(element.scrollTop)];
  };

  const children = (node) => [...node.childNodes].filter((child) => !ours(child)).map(visit);

  const visit = (node) => {
    switch (node.nodeType) {
      case 1:
        return visitElement(node);
      case 3:
        return ["text", text(node)];
      case 4:
        return ["cdata", node.data];
      case 7:
        return ["instruction", node.target, node.data];
      case 8:
        return ["comment", marked(node) ? "masked" : node.data];
      default:
        return ["doctype", node.name, node.publicId, node.systemId];
    }
  };

  const visitElement = (element) => {
    const out = { name: element.prefix ? `${element.prefix}:${element.localName}` : element.localName, namespace: element.namespaceURI };
    out.attributes = [...element.attributes].map((each) => attribute(element, each)).filter(Boolean).sort();
    state(element, out);
    const isBlocked = element.getAttribute("data-alongside") === "block";
    if (isBlocked) {
      const box = element.getBoundingClientRect();
      out.attributes = [Math.round(box.width), Math.round(box.height)];
    }
    if (element.localName === "script" || isBlocked) return out;
    const root = element.shadowRoot ?? roots?.get(element);
    if (root) out.shadow = visitRoot(root);
    if (element.localName === "template" && element.content) out.content = children(element.content);
    out.children = children(element);
    return out;
  };

  const visitRoot = (root) => (met.push(root), {
    mode: root.mode,
    delegatesFocus: root.delegatesFocus,
    slotAssignment: root.slotAssignment,
    clonable: root.clonable,
    serializable: root.serializable,
    adopted: root.adoptedStyleSheets.map(rules),
    children: children(root),
  });

  const outer = (node) => node.assignedSlot ?? node.parentNode ?? node.host;
  const isInert = (node) => node && (node.inert || isInert(outer(node)));
  const isAround = (holder, node) => node && (node === holder || isAround(holder, outer(node)));
  const isBehind = (node) => [...document.querySelectorAll("dialog:modal")].some((dialog) => !isAround(dialog, node));

  const deepActive = () => {
    let active = document.activeElement;
    while (active && (active.shadowRoot ?? roots?.get(active))?.activeElement)
      active = (active.shadowRoot ?? roots.get(active)).activeElement;
    // A browser leaves the focus in a frame that is no longer drawn or has become inert, and gives none to such a one.
    const isUnseen = active && /^i?frame$/.test(active.localName) && (!active.checkVisibility() || isInert(active) || isBehind(active));
    // And one that was disabled while it had it keeps it at times, by what it was before.
    const isOff = active?.matches(":disabled");
    return active && active !== document.body && !isUnseen && !isOff ? active.localName + active.id : "";
  };

  /** A page that is wider than a phone's screen makes innerWidth larger than what it is laid out for. */
  const layoutViewport = () => {
    const isWider = matchMedia(`(max-width:${innerWidth - 1}px)`).matches;
    return isWider ? [document.scrollingElement.clientWidth, document.scrollingElement.clientHeight] : [innerWidth, innerHeight];
  };

  const met = [document];
  /** Running ones go on between two looks, so only the time of those that stand still is told. */
  const animations = () =>
    met
      .flatMap((root) => root.getAnimations())
      .filter(({ id, effect }) => id !== "alongside" && effect.target && !ours(effect.target))
      .map((each) => {
        const { target, pseudoElement } = each.effect;
        const { offset, computedOffset, easing, composite, ...properties } = each.effect.getKeyframes()[0] ?? {};
        const isStill = each.playState !== "running" && typeof each.currentTime === "number";
        const time = isStill ? Math.round(each.currentTime) : null;
        return [target.localName + target.id, pseudoElement, each.playState, each.playbackRate, time, ...Object.keys(properties)].join(" ");
      })
      .sort();

  const tree = {
    compat: document.compatMode,
    base: document.baseURI.split("#")[0],
    viewport: layoutViewport(),
    scroll: [Math.round(scrollX), Math.round(scrollY)],
    adopted: document.adoptedStyleSheets.map(rules),
    topLayer: [...document.querySelectorAll(":is(:modal,:popover-open,:fullscreen):not(:root)")].map((each) => each.localName + each.id),
    focus: deepActive(),
    children: children(document),
  };
  tree.animations = animations();
  return { tree, frames };
}
