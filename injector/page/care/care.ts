/** Which part of the card is added to. */
import type { CareHost, Moment } from "../link/caring";
import { showCallForm } from "./call_form";
import css from "./care.css";
import { completeEnd } from "./ended";
import { completeOffer } from "./offer";
import { localeOf } from "./times";
import { wordsFor } from "./words";

let dressed = false;

export function care(host: CareHost, moment: Moment): void {
  if (!dressed) host.adopt(css);
  dressed = true;
  const words = wordsFor(host.lang);
  const local = { ...host, lang: localeOf(host.lang, navigator.languages) };
  if (moment === "call") showCallForm(local, words);
  else void (moment === "offer" ? completeOffer : completeEnd)(local, words);
}
