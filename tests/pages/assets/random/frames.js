/* Frames: made, written into, moved, sent elsewhere. Those with a document at once are changed like the page itself. */
const FRAME_LIMIT = 4;
const frames = () => all().filter((each) => each.localName === "iframe");
const framed = () => {
  const frame = pick(frames().filter((each) => blank.has(each)));
  return frame?.isConnected ? frame.contentDocument : null;
};
const put = (frame) => {
  frame.width = 200;
  frame.height = 60;
  if (frames().length < FRAME_LIMIT) pick([root, holder()]).append(frame);
  return frame;
};

acts.frames = {
  blank: () => {
    const frame = put(element("iframe"));
    blank.add(frame);
    defineIn(frame.contentWindow);
    frame.isConnected && frame.contentDocument?.body.append("in a frame ", make());
  },
  written: () => {
    const document = framed();
    if (!document) return;
    document.open();
    document.write(pick(["<!doctype html>", ""]) + `<title>w</title><p class=k1>written ${word()}</p><style>p{color:red}</style>`);
    document.close();
  },
  srcdoc: () => (put(element("iframe")).srcdoc = `<p>srcdoc ${next(9)}</p><script>document.body.append("by script")</` + "script>"),
  src: () => (put(element("iframe")).src = "/frame_inner.html"),
  "new srcdoc": () => {
    const frame = pick(frames().filter((each) => !blank.has(each)));
    if (frame) frame.srcdoc = `<b>another ${next(9)}</b>`;
  },
  elsewhere: () => {
    const frame = pick(frames().filter((each) => !blank.has(each)));
    if (!frame) return;
    frame.removeAttribute("srcdoc");
    frame.src = pick(["/frame_inner.html", "about:blank"]);
  },
  remove: () => pick(frames())?.remove(),
  move: () => {
    const frame = pick(frames());
    const parent = holder();
    if (frame && !isInside(parent, frame)) parent.append(frame);
  },
  inside: () => {
    const document = framed();
    document?.body?.append(make());
  },
  "style inside": () => {
    const document = framed();
    if (!document?.head) return;
    const style = document.createElement("style");
    style.textContent = rules(2);
    document.head.append(style);
    style.sheet?.insertRule("p { margin: 1px }");
    if (document.head.childNodes.length > 3) document.head.firstChild.remove();
  },
  adopt: () => {
    const document = framed();
    if (!document?.body) return;
    const own = new document.defaultView.CSSStyleSheet();
    own.replaceSync(rules(2));
    document.adoptedStyleSheets = maybe(3) ? [] : [own];
  },
  "scroll inside": () => framed()?.defaultView?.scrollTo(0, next(90)),
};
