/* Scrolling, layers, focus, custom elements: state that no tree shows. */
makers.push(
  () => {
    const box = element("div", element("div", "tall"));
    box.className = "scroller";
    return box;
  },
  () => element(pick(NAMES), word()),
  () => element("dialog", "dialog " + word(), element("button", "b")),
  () => {
    const popover = element("div", "popover");
    popover.popover = pick(["auto", "manual"]);
    return popover;
  },
);

const NAMES = ["x-one", "x-two", "x-three"];
let defined = 0;
/** Where a name is not defined, elements of it that were made here are and others are not; mirrors do not tell them apart. */
const defineIn = (window) => {
  for (const name of window ? NAMES.slice(0, defined) : [])
    if (!window.customElements.get(name)) {
      const Its = class extends window.HTMLElement {
        own = this.attachInternals();
      };
      window.customElements.define(name, Its);
    }
};
acts.looks = {
  scroll: () => {
    const box = some(".scroller");
    if (box) box.scrollTop = next(120);
  },
  "scroll sideways": () => some(".scroller")?.scrollTo(next(60), next(60)),
  "scroll page": () => scrollTo(next(40), next(3000)),
  "scroll into view": () => pick(all())?.scrollIntoView(pick([true, false, { block: "center" }])),
  "grow and scroll": () => {
    const box = some(".scroller");
    if (!box) return;
    box.append(element("p", "longer"));
    box.scrollTop = box.scrollHeight;
  },
  "shrink": () => some(".scroller")?.lastChild?.remove(),
  show: () => some("dialog:not([open])")?.show(),
  "show modal": () => some("dialog:not([open])")?.showModal(),
  close: () => some("dialog[open]")?.close(),
  "open by attribute": () => some("dialog:not(:modal)")?.toggleAttribute("open"),
  "show popover": () => some("[popover]")?.showPopover(),
  "hide popover": () => some("[popover]")?.hidePopover(),
  "toggle popover": () => some("[popover]")?.togglePopover(),
  "popover kind": () => some("[popover]")?.setAttribute("popover", pick(["auto", "manual", "hint"])),
  details: () => {
    const details = some("details");
    if (details) details.open = maybe(2);
  },
  focus: () => some("input,button,textarea,select,[tabindex],summary")?.focus(),
  blur: () => document.activeElement?.blur(),
  define: () => {
    defined++;
    for (const { ownerDocument } of scopes()) defineIn(ownerDocument.defaultView);
  },
  "custom state": () => {
    const states = some("x-one,x-two,x-three")?.own?.states;
    if (maybe(2)) states?.add("--s" + next(2));
    else states?.delete("--s" + next(2));
  },
};
