/** A call that the shopper waits for: told when it is agreed, and in the offers from then on. */
import type { CareHost } from "../link/caring";
import { callNot, type OwnCall } from "../link/care_calls";
import { h } from "../panel/dom";
import type { View } from "../panel/views";
import { button, heading, lead } from "./form";
import { clock, dayName } from "./times";
import type { Words } from "./words";

export function showAgreed(host: CareHost, words: Words, own: OwnCall): View {
  const { call, form } = words;
  const when = lead(describe(words, own, host.lang));
  // Who is called another day shares the page then.
  const answers = own.wanted
    ? [button("main", form.done, () => host.close())]
    : [button("plain", call.notNow, () => host.close()), button("main", call.share, share)];
  const note = h("p", { class: "care note" }, call.show);
  return {
    body: [
      heading(call.agreed),
      when,
      ...(own.wanted ? [] : [note]),
      h("div", { class: "answers" }, ...answers),
      h(
        "p",
        { class: "care foot" },
        button("text", call.cancel, () => void cancel(host, words)),
      ),
    ],
  };
}

/** Among the offers, in place of asking for a call. */
export function waitingCall(host: CareHost, words: Words, own: OwnCall): HTMLElement {
  const { call } = words;
  return h(
    "div",
    { class: "care agreed" },
    h("b", {}, call.agreed),
    h("small", {}, describe(words, own, host.lang)),
    h(
      "p",
      {},
      button("text", call.share, share),
      button("text", call.cancel, () => void cancel(host, words)),
    ),
  );
}

function describe({ call }: Words, { number, wanted }: OwnCall, lang: string): string {
  if (!wanted) return call.shortly(number);
  return call.at(number, dayName(wanted, Date.now() / 1000, lang), clock(wanted, lang));
}

/** The panel asks for consent and says what goes wrong. */
const share = (): void => void window.alongside?.start({ kind: "callback" }).catch(() => undefined);

async function cancel(host: CareHost, { call, form }: Words): Promise<void> {
  const isCancelled = await callNot().then(
    () => true,
    () => false,
  );
  const done = h(
    "div",
    { class: "answers" },
    button("main", form.done, () => host.close()),
  );
  host.show({ body: [heading(isCancelled ? call.cancelled : form.failed), done] });
}
