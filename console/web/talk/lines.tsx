/** The lines of the conversation, those that were kept and those of mine that are on their way. */
import { useState } from "preact/hooks";
import type { Conversation, Heard, Unsent } from "../../../alongside/ui/conversation";
import { standingOf } from "../../../alongside/ui/suggestions";
import { readable, splitLinks } from "../../../alongside/ui/links";
import type { Card, Line } from "../../../alongside/wire/talk";
import type { Language } from "../viewer/boot";
import type { ViewerModel } from "../viewer/model";
import { Dot } from "../viewer/stage";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import { TALK_TEXTS } from "./texts";
import type { TalkTexts } from "./texts";

/** Lines of one person within this share a head. Milliseconds. */
const TOGETHER = 120_000;
const GONE = "#626b7b";

interface LinesProps {
  talk: Conversation;
  model: ViewerModel;
  lang: Language;
  go: (card: Card) => void;
}

export function Lines({ talk, model, lang, go }: LinesProps) {
  const texts = TALK_TEXTS[lang];
  // Answers are shown by what they answer.
  const lines = talk.lines.filter(({ spoken }) => !spoken.reply);
  const last = lines.at(-1);
  const fate = last && last.spoken.who === talk.you && talk.unsent.length === 0 && talk.fateOf(last);
  return (
    <>
      {lines.map((line, index) => (
        <Kept key={line.number} line={line} before={lines[index - 1]} {...{ talk, model, lang, go }} />
      ))}
      {talk.unsent.map((one) => (
        <OnItsWay key={one.key} one={one} talk={talk} model={model} texts={texts} go={go} />
      ))}
      {fate && <li class="talk-fate">{fate === "read" ? texts.read : texts.sent}</li>}
    </>
  );
}

function Kept({
  line,
  before,
  talk,
  model,
  lang,
  go,
}: LinesProps & { line: Heard; before: Heard | undefined }) {
  const texts = TALK_TEXTS[lang];
  const { spoken } = line;
  const mine = spoken.who === talk.you;
  const joined =
    before?.spoken.who === spoken.who &&
    before.spoken.aside === spoken.aside &&
    spoken.at - before.spoken.at < TOGETHER;
  const color = model.participants.find((one) => one.id === spoken.who)?.color ?? GONE;
  return (
    <li class={mine ? "mine" : "theirs"} data-aside={spoken.aside || undefined}>
      {!joined && (
        <p class="talk-head">
          <Dot color={color} />
          <strong>{mine ? texts.you : shownName(spoken, VIEWER_TEXTS[lang])}</strong>
          <time dateTime={new Date(spoken.at).toISOString()}>{clock(lang).format(spoken.at)}</time>
          {spoken.aside && (
            <span class="talk-aside">{spoken.role === "supervisor" ? texts.whisper : texts.asideMark}</span>
          )}
        </p>
      )}
      <Said line={spoken} texts={texts} model={model} go={go} />
      {spoken.suggest && <small>{texts.standing[standingOf(talk.lines, line.number)]}</small>}
    </li>
  );
}

function OnItsWay({
  one,
  talk,
  model,
  texts,
  go,
}: {
  one: Unsent;
  talk: Conversation;
  model: ViewerModel;
  texts: TalkTexts;
  go: (card: Card) => void;
}) {
  const waits = model.link.is === "live" ? texts.sending : texts.waits;
  return (
    <li class="mine on-its-way">
      <Said line={one.line} texts={texts} model={model} go={go} />
      {one.refused && (
        <button type="button" class="quiet" onClick={() => talk.drop(one.key)}>
          {texts.drop}
        </button>
      )}
      <small>{one.refused ? texts.refused : waits}</small>
    </li>
  );
}

function Said({
  line,
  texts,
  model,
  go,
}: {
  line: Line;
  texts: TalkTexts;
  model: ViewerModel;
  go: (card: Card) => void;
}) {
  const { text, card, picture } = line;
  const { url: shop } = model;
  return (
    <>
      {text && (
        <div class="bubble">
          {splitLinks(text).map((part, index) =>
            index % 2 ? <Address key={index} url={part} shop={shop} go={go} /> : part,
          )}
        </div>
      )}
      {card && <Shown card={card} texts={texts} go={go} />}
      {picture && (
        <img
          class="talk-picture"
          src={`/api/v1/pictures/${picture.id}`}
          width={picture.width}
          height={picture.height}
          alt={texts.picture}
          loading="lazy"
        />
      )}
    </>
  );
}

/** One of the shop's takes everybody there; any other opens here, in a tab of its own. */
function Address({ url, shop, go }: { url: string; shop: string; go: (card: Card) => void }) {
  if (URL.canParse(url) && URL.canParse(shop) && new URL(url).origin === new URL(shop).origin)
    return (
      <button type="button" onClick={() => go({ url, title: url })}>
        {url}
      </button>
    );
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  );
}

/** A page of the shop: pressed here, it carries the shopper and everybody else there. */
function Shown({ card, texts, go }: { card: Card; texts: TalkTexts; go: (card: Card) => void }) {
  const title = card.title || readable(card.url) || texts.thisPage;
  return (
    <button
      type="button"
      class="talk-card"
      title={texts.bring(title)}
      disabled={!card.url}
      onClick={() => go(card)}
    >
      {card.picture && <CardPicture src={card.picture} />}
      <span>
        <strong>{title}</strong>
        {card.price && <span>{card.price}</span>}
      </span>
    </button>
  );
}

/** From the shop's own host, which hears where it is shown, so that it lets it be shown there. Without one the card does without. */
function CardPicture({ src }: { src: string }) {
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  return <img src={src} alt="" referrerpolicy="origin" onError={() => setGone(true)} />;
}

const clocks = new Map<Language, Intl.DateTimeFormat>();

function clock(lang: Language): Intl.DateTimeFormat {
  const known = clocks.get(lang) ?? new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  clocks.set(lang, known);
  return known;
}
