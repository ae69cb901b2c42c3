/** Messages that shoppers left while nobody was there. */
import { serverNow } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { Act, formatMoment, Head, Section, Trouble, useDoing, Where } from "./case_parts";
import { CASE_TEXTS } from "./case_texts";
import { changeMessage } from "./cases";
import type { LeftMessage } from "./cases";

export function Messages({ messages, lang }: { messages: LeftMessage[]; lang: Language }) {
  const texts = CASE_TEXTS[lang];
  return (
    <Section title={texts.messages} count={messages.length} none={texts.noMessages}>
      {messages.map((one) => (
        <Row key={one.id} one={one} lang={lang} />
      ))}
    </Section>
  );
}

function Row({ one, lang }: { one: LeftMessage; lang: Language }) {
  const texts = CASE_TEXTS[lang];
  const doing = useDoing(lang);
  const isMail = one.contact.includes("@");
  return (
    <li class={one.mine ? "case mine" : "case"} data-case={one.id}>
      <Head one={one} lang={lang} />
      <p class="case-text">{one.text}</p>
      <p class="case-line">
        <a class="case-contact" href={`${isMail ? "mailto" : "tel"}:${one.contact}`}>
          {one.contact}
        </a>
        <span class="entry-time">{formatMoment(one.at, lang, serverNow() / 1000)}</span>
      </p>
      <Where one={one} lang={lang} />
      <p class="case-acts">
        {one.state === "new" && (
          <Act doing={doing} act={() => changeMessage(one.id, { do: "take" })} primary>
            {texts.take}
          </Act>
        )}
        {one.mine && (
          <Act doing={doing} act={() => changeMessage(one.id, { do: "answered" })} primary>
            {texts.answered}
          </Act>
        )}
        {one.mine && (
          <Act doing={doing} act={() => changeMessage(one.id, { do: "give-back" })}>
            {texts.giveBack}
          </Act>
        )}
      </p>
      <Trouble doing={doing} />
    </li>
  );
}
