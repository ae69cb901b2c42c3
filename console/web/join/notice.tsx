/** A whole page that says why there is no mirror (any more) and what to do next; the server's problem pages look the same. */
import type { Language } from "../viewer/boot";
import problems from "../viewer/problems.json";
import { VIEWER_TEXTS, stoppedText } from "../viewer/texts";
import type { ViewerModel } from "../viewer/model";
import { invitingFrom, lastPage } from "./going_on";
import type { JoinBoot } from "./join_page";
import { JOIN_TEXTS } from "./texts";
import type { JoinTexts } from "./texts";

interface Words {
  title: string;
  text: string;
  next: string;
}

/** Codes after which loading the page again can help. */
const MAY_RETRY: ReadonlySet<string> = new Set(["4400", "4401", "4409", "error"]);

interface NoticeProps {
  code: string;
  model: ViewerModel;
  boot: JoinBoot;
  lang: Language;
}

export function Notice({ code, model, boot, lang }: NoticeProps) {
  const texts = JOIN_TEXTS[lang];
  const ended = code === "session-ended";
  const known = wordsFor(code, lang);
  const words = ended ? { ...known, next: texts.endedNext } : known;
  return (
    <main class="notice" data-code={code}>
      <div class="notice-mark" aria-hidden="true" />
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      {words.next && <p>{words.next}</p>}
      <p class="notice-actions">
        {code === "not-signed-in" && (
          <a class="button primary" href={`/desk?return=${encodeURIComponent(`/s/${boot.token}`)}`}>
            {texts.toDesk}
          </a>
        )}
        {MAY_RETRY.has(code) && (
          <button type="button" class="button primary" onClick={() => location.reload()}>
            {texts.retry}
          </button>
        )}
        {ended ? (
          <GoOn model={model} boot={boot} texts={texts} />
        ) : (
          <a class="button" href={boot.shopUrl}>
            {texts.toShop}
          </a>
        )}
      </p>
    </main>
  );
}

/** By oneself from the page that was shown last, or with the friends who were there too. */
function GoOn({ model, boot, texts }: Pick<NoticeProps, "model" | "boot"> & { texts: JoinTexts }) {
  const page = lastPage(model.url, boot.shops, boot.shopUrl);
  return (
    <>
      <a class="button primary" href={page}>
        {texts.goOn(boot.shop)}
      </a>
      {friendsOf(model) > 1 && (
        <a class="button" href={invitingFrom(page)}>
          {texts.goOnTogether}
        </a>
      )}
    </>
  );
}

const friendsOf = ({ participants }: ViewerModel): number =>
  participants.filter((one) => one.role === "friend").length;

function wordsFor(code: string, lang: Language): Words {
  const known: Partial<Record<string, Record<Language, Words>>> = problems;
  const texts = JOIN_TEXTS[lang];
  if (code === "left") return { title: texts.left, text: texts.leftNext, next: "" };
  if (/^\d+$/.test(code))
    return { title: texts.stopped, text: stoppedText(VIEWER_TEXTS[lang], code), next: "" };
  return (known[code] ?? problems.error)[lang];
}
