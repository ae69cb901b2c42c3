/* Controls, by what a script sets and what its reader does. */
const TYPES = ["text", "checkbox", "radio", "number", "range", "date", "color", "email", "search", "submit", "time"];
makers.push(
  () => {
    const input = element("input");
    input.type = pick(TYPES);
    input.name = "n" + next(4);
    input.value = input.type === "text" ? "v" + next(9) : String(next(9));
    input.checked = maybe(2);
    return input;
  },
  () => {
    const select = element("select");
    select.multiple = maybe(2);
    for (let i = 0; i < 4; i++) select.append(new Option("o" + next(9), i, maybe(4)));
    select.selectedIndex = next(4);
    return select;
  },
  () => element("textarea", "area " + word()),
  () => {
    const form = element("form", element("input"), element("fieldset", element("input"), element("button", "go")));
    form.setAttribute("onsubmit", "return false"); // as an attribute copies have it, too
    form.elements[0].defaultValue = "default " + next(9);
    return form;
  },
);

const input = () => some("input");
const values = { number: () => next(50), range: () => next(100), date: () => `2026-0${1 + next(9)}-11`, color: () => "#00ff0" + next(9), time: () => `1${next(9)}:30` };
const value = (control) => String((values[control.type] ?? word)());
const told = (control) => {
  if (maybe(2)) control.dispatchEvent(new Event("input", { bubbles: true }));
};

acts.forms = {
  value: () => {
    const control = pick(all().filter((each) => each.matches("input,textarea")));
    if (!control) return;
    control.value = value(control);
    told(control);
  },
  "default value": () => {
    const control = some("input,textarea");
    if (control) control.defaultValue = value(control);
  },
  "value attribute": () => {
    const control = input();
    if (maybe(3)) control?.removeAttribute("value");
    else control?.setAttribute("value", value(control));
  },
  check: () => {
    const control = some("[type=checkbox],[type=radio]");
    if (!control) return;
    control.checked = maybe(2);
    told(control);
  },
  "check by attribute": () => some("[type=checkbox],[type=radio]")?.toggleAttribute("checked"),
  press: () => some("[type=checkbox],[type=radio],summary,label")?.click?.(),
  indeterminate: () => {
    const control = some("[type=checkbox]");
    if (control) control.indeterminate = maybe(2);
  },
  type: () => {
    const control = input();
    if (control) control.type = pick(TYPES);
  },
  group: () => {
    const control = some("[type=radio]");
    if (control) control.name = "n" + next(4);
  },
  form: () => input()?.setAttribute("form", "i" + next(50)),
  step: () => {
    const control = some("[type=number],[type=range],[type=date]");
    if (maybe(2)) control?.stepUp();
    else control?.stepDown(2);
  },
  "value as number": () => {
    const control = some("[type=number],[type=range]");
    if (control) control.valueAsNumber = next(60);
  },
  bounds: () => some("[type=number],[type=range]")?.setAttribute(pick(["min", "max", "step"]), next(40)),
  "range text": () => {
    const control = some("[type=text],textarea");
    control?.setRangeText?.("::", next(3), next(3) + 3, "end");
  },
  "max length": () => some("[type=text],textarea")?.setAttribute("maxlength", next(9)),
  select: () => {
    const list = some("select");
    if (!list?.options) return; // a parser makes such of SVG as well
    list.selectedIndex = next(list.options.length + 1) - 1;
    told(list);
  },
  "select by value": () => {
    const list = some("select");
    if (list) list.value = String(next(5));
  },
  option: () => {
    const option = some("option");
    if (option) option.selected = maybe(2);
  },
  "default selected": () => some("option")?.toggleAttribute("selected"),
  "add option": () => some("select")?.add?.(new Option("more " + next(9), next(9), maybe(2), maybe(2)), next(3)),
  "remove option": () => some("select")?.remove(next(4)),
  "option text": () => {
    const option = some("option");
    if (option) option.text = word();
  },
  "option length": () => {
    const list = some("select");
    if (list) list.length = next(6);
  },
  "option group": () => {
    const list = some("select");
    if (!list?.options || list.querySelector("optgroup")) return;
    const group = element("optgroup", ...[...list.options].slice(0, 2));
    group.label = word();
    list.prepend(group);
  },
  multiple: () => some("select")?.toggleAttribute("multiple"),
  size: () => some("select")?.setAttribute("size", 1 + next(4)),
  disabled: () => some("input,select,textarea,button,fieldset,option,optgroup")?.toggleAttribute("disabled"),
  reset: () => some("form")?.reset(),
  "into form": () => {
    const form = some("form");
    const control = some("input,select,textarea");
    if (form && control && !isInside(form, control)) form.append(control);
  },
  validity: () => {
    const control = some("input,textarea");
    control?.setCustomValidity?.(maybe(2) ? "bad" : "");
    if (maybe(3)) control?.toggleAttribute("required");
  },
  "area text": () => {
    const area = some("textarea");
    if (!area) return;
    if (maybe(2)) area.textContent = word();
    else area.append(word());
  },
};
