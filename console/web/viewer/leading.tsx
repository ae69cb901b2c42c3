/** Says over the mirror who may act, as long as not everyone may, and politely when it changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Participant } from "../../../alongside/wire/messages";
import type { LeadTexts } from "./leading_texts";
import { selfOf, shopperOf } from "./model";
import type { ViewerModel } from "./model";
import { givenName, shownName } from "./texts";
import type { ViewerTexts } from "./texts";

const SHOWN_BRIEFLY = 4_000;

export function LeadWords({ model, texts }: { model: ViewerModel; texts: ViewerTexts }) {
  const lasting = leadWords(model, texts);
  const may = mayWords(model, texts);
  const isNew = useBriefly(lasting === "" && model.link.is === "live" ? may : "");
  const shown = lasting || (isNew ? may : "");
  return (
    <div class="lead-words" role="status" hidden={shown === ""} data-paused={model.frozen || undefined}>
      {shown}
    </div>
  );
}

/** What is worth a moment when one may act again: that one leads, or that everyone does. */
function mayWords({ lead, you }: ViewerModel, { leading }: ViewerTexts): string {
  return lead !== "" && lead === you ? leading.youLead : leading.everyone;
}

/** Who acts while not everyone may; "" for whoever leads, and while nobody is kept from anything. */
export function leadWords(model: ViewerModel, texts: ViewerTexts): string {
  const { leading } = texts;
  const shopper = givenName(shopperOf(model)?.name ?? "");
  const self = selfOf(model);
  const say = (...sentences: string[]) => sentences.join(leading.betweenSentences);
  if (!self) return "";
  if (model.frozen) {
    const paused = leading.paused(shopper);
    return self.role === "supervisor" ? paused : say(paused, leading.point);
  }
  const leader = model.participants.find((one) => one.id === model.lead);
  if (!leader || leader === self) return "";
  const leads = leadsWords(leader, shopper, texts);
  return self.role === "friend" ? say(leads, leading.watch) : leads;
}

function leadsWords(leader: Participant, shopper: string | null, texts: ViewerTexts): string {
  const say: LeadTexts = texts.leading;
  return leader.role === "shopper" ? say.shopperLeads(shopper) : say.leads(shownName(leader, texts));
}

/** True for a moment after `words` have become others; the first ones are no news, nor are none. */
function useBriefly(words: string): boolean {
  const before = useRef<string | null>(null);
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    const first = before.current === null;
    if (words !== "" || !first) before.current = words;
    setNew(!first && words !== "");
    const timer = setTimeout(() => setNew(false), SHOWN_BRIEFLY);
    return () => clearTimeout(timer);
  }, [words]);
  return isNew;
}
