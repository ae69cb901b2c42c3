/* Scrolling, layers, focus, custom elements: state that no tree shows. */
makers.push(
  () => {
    const box = element("div", element("div", "tall"));
    box.className = "scroller";
    return box;
  },
  () => element(pick(["x-one", "x-two", "x-three"]), word()),
  () => element("dialog", "dialog " + word(), element("button", "b")),
  () => {
    const popover = element("div", "popover");
    popover.popover = pick(["auto", "manual"]);
    return popover;
  },
);

let defined = 0;
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
    const name = ["x-one", "x-two", "x-three"][defined++];
    if (!name) return;
    customElements.define(
      name,
      class extends HTMLElement {
        own = this.attachInternals();
      },
    );
  },
  "custom state": () => {
    const states = some("x-one,x-two,x-three")?.own?.states;
    if (maybe(2)) states?.add("--s" + next(2));
    else states?.delete("--s" + next(2));
  },
};
