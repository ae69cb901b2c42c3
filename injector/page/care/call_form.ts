/** Where and when to call. */
import type { CareHost } from "../link/caring";
import { callForm, callMe, type CallForm } from "../link/care_calls";
import { h } from "../panel/dom";
import type { View } from "../panel/views";
import { showAgreed } from "./call_agreed";
import { formView, labelled } from "./form";
import { choices, type Day } from "./times";
import type { Words } from "./words";

export function showCallForm(host: CareHost, words: Words): void {
  // None while the card has shown nothing yet: a call by voice is turned into one by phone without it.
  const title = host.body.firstElementChild;
  callForm(host.lang).then(
    // Something else may be shown by now.
    (form) => host.body.firstElementChild === title && host.show(showForm(host, words, form)),
    () => host.open(),
  );
}

function showForm(host: CareHost, words: Words, offered: CallForm): View {
  const { call, form } = words;
  const country = countryField(offered, host.lang);
  const number = h("input", { type: "tel", maxLength: 40, name: "tel", autocomplete: "tel-national" });
  const name = h("input", { type: "text", maxLength: 40, name: "name", autocomplete: "name" });
  const when = whenFields(words, offered, host.lang);
  return formView(form, {
    title: call.title,
    lead: call.lead,
    fields: [
      labelled(call.country, country),
      labelled(call.number, number),
      ...when.fields,
      labelled(form.name, name, form.optional),
    ],
    send: call.ask,
    blame: (code) => (code === "bad-time" ? when.field : number),
    back: () => host.open(),
    async submit() {
      const wish = {
        number: number.value,
        country: country.value,
        wanted: when.wanted(),
        name: name.value,
      };
      host.show(showAgreed(host, words, await callMe(wish, host.lang)));
    },
  });
}

/** By name in the page's language, the shopper's own chosen. */
function countryField({ countries, country }: CallForm, lang: string): HTMLSelectElement {
  const names = new Intl.DisplayNames(lang, { type: "region", fallback: "code" });
  const rows = countries.map(([value, code]) => ({ value, name: names.of(value) ?? value, code }));
  rows.sort((a, b) => a.name.localeCompare(b.name, lang));
  const options = rows.map(({ value, name, code }) => h("option", { value }, `${name} +${code}`));
  const field = h("select", { name: "country", autocomplete: "country" }, ...options);
  field.value = country;
  return field;
}

/** As soon as may be, or a day and a time on it. */
function whenFields({ call }: Words, { now, times }: CallForm, lang: string) {
  const days = choices(times, Date.now() / 1000, lang);
  const soon = now ? [h("option", { value: "" }, call.soon)] : [];
  const day = h(
    "select",
    { name: "day" },
    ...soon,
    ...days.map((one, at) => h("option", { value: `${at}` }, one.name)),
  );
  const time = h("select", { name: "time" });
  const atTime = labelled(call.time, time);
  const choose = () => {
    const chosen: Day | undefined = day.value ? days[Number(day.value)] : undefined;
    atTime.hidden = !chosen;
    time.replaceChildren(
      ...(chosen?.times ?? []).map((one) => h("option", { value: `${one.at}` }, one.name)),
    );
  };
  day.onchange = choose;
  choose();
  const row = h("div", { class: "row" }, labelled(call.when, day), atTime);
  return { fields: [row], field: day, wanted: () => (day.value ? Number(time.value) : 0) };
}
