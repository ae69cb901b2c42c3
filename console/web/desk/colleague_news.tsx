/** What a rep has to know of colleagues in the session that is open: who is being asked, who watches, and the way to take over. */
import { useState } from "preact/hooks";
import { selfOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { serverNow } from "../viewer/api";
import { callOff, useEntry, useStaff } from "./colleagues";
import type { Request } from "./colleagues";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import type { ColleagueTexts } from "./colleague_texts";
import type { Current, SessionDesk } from "./use_session";

interface NewsProps {
  current: Current;
  model: ViewerModel;
  desk: SessionDesk;
}

export function ColleagueNews({ current, model, desk }: NewsProps) {
  const { lang } = useStaff();
  const texts = COLLEAGUE_TEXTS[lang];
  const request = useEntry(current.session)?.request;
  const self = selfOf(model);
  return (
    <div class="colleague-news" role="status">
      {request && <RequestNews key={request.at} request={request} session={current.session} texts={texts} />}
      {self?.role === "supervisor" ? (
        <Watching session={current.session} desk={desk} texts={texts} />
      ) : (
        <Watched model={model} texts={texts} />
      )}
    </div>
  );
}

function RequestNews({
  request,
  session,
  texts,
}: {
  request: Request;
  session: string;
  texts: ColleagueTexts;
}) {
  const [isRead, setRead] = useState(false);
  const { kind, by, to, state, byMe, toMe, until } = request;
  if (isRead || toMe) return null;
  if (state === "open" && serverNow() < until * 1000)
    return (
      <p class="news-line">
        <span class="news-words">{byMe ? texts.waits[kind](to) : texts.askedBy(by, to)}</span>
        {byMe && (
          <button type="button" class="button" onClick={() => void callOff(session).catch(() => undefined)}>
            {texts.callOff}
          </button>
        )}
      </p>
    );
  if (!byMe || (state !== "declined" && state !== "expired" && state !== "open")) return null;
  return (
    <p class="news-line warn">
      <span class="news-words">{state === "declined" ? texts.declined(to) : texts.expired(to)}</span>
      <button
        type="button"
        class="quiet"
        aria-label={texts.dismiss}
        title={texts.dismiss}
        onClick={() => setRead(true)}
      >
        ×
      </button>
    </p>
  );
}

function Watched({ model, texts }: { model: ViewerModel; texts: ColleagueTexts }) {
  const watchers = model.participants.filter((one) => one.role === "supervisor" && one.here);
  return (
    <>
      {watchers.map((one) => (
        <p key={one.id} class="news-line whisper">
          <span class="news-words">{texts.watched(one.name)}</span>
        </p>
      ))}
    </>
  );
}

function Watching({ session, desk, texts }: { session: string; desk: SessionDesk; texts: ColleagueTexts }) {
  return (
    <p class="news-line whisper">
      <span class="news-words">{texts.watching}</span>
      <button
        type="button"
        class="button"
        title={texts.takeOverHint}
        disabled={desk.busy}
        onClick={() => desk.open({ by: "take-over", session })}
      >
        {texts.takeOver}
      </button>
    </p>
  );
}
