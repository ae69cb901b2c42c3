/** The frame of all settings: what there is at the side, one page of it, and below it what is to be saved. */
import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary, useRef, useState } from "preact/hooks";
import { ApiError } from "../../viewer/api";
import type { Language } from "../../viewer/boot";
import { Asking } from "./asking";
import { ProblemContext } from "./fields";
import { HoursPage } from "./hours";
import { Masks } from "./masks";
import type { PartStore } from "./part_store";
import { Replies } from "./replies";
import { Reps } from "./reps";
import { SaveBar } from "./save_bar";
import { Skills } from "./skills";
import { SETTINGS_TEXTS } from "./texts";
import type { PartName, Parts } from "./types";

export const PLACES = ["asking", "reps", "skills", "hours", "replies", "masks"] as const;
export type Place = (typeof PLACES)[number];

export interface SettingsProps {
  store: PartStore;
  lang: Language;
  /** Supervisors look, admins edit. */
  mayEdit: boolean;
  /** As many sessions at once as the settings file says. */
  sessionsPerRep: number;
  own: string;
  place: Place;
  go: (place: Place) => void;
  close: () => void;
  signedOut: () => void;
}

export interface PageProps<K extends PartName> {
  lang: Language;
  value: Parts[K];
  /** `at` names the field, so that typing in it is one step to take back. */
  edit: (value: Parts[K], at?: string) => void;
}

export function Settings(props: SettingsProps) {
  const { store, lang, place, go, close } = props;
  const texts = SETTINGS_TEXTS[lang];
  const trouble = useParts(props);
  const heading = useRef<HTMLHeadingElement>(null);
  const [failed] = useErrorBoundary();
  useEffect(() => heading.current?.focus(), [place]);
  return (
    <div class="settings">
      <nav class="settings-nav" aria-label={texts.settings}>
        <ul>
          {PLACES.map((one) => (
            <li key={one}>
              <button type="button" aria-current={one === place ? "page" : undefined} onClick={() => go(one)}>
                {texts.places[one].title}
                {(one === "reps" ? store.rep !== null : store.isUnsaved(one)) && (
                  <span class="unsaved-mark" title={texts.unsaved}>
                    <span class="visually-hidden">{texts.unsaved}</span>
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
        <button type="button" class="button settings-close" onClick={close}>
          {texts.close}
        </button>
      </nav>
      <main class="settings-page">
        <header class="settings-head">
          <h1 tabIndex={-1} ref={heading}>
            {texts.places[place].title}
          </h1>
          <p>{texts.places[place].about}</p>
          {!props.mayEdit && <p class="settings-look">{texts.lookOnly}</p>}
        </header>
        {failed || trouble ? (
          <p class="settings-trouble" role="alert">
            {trouble === "not-allowed" ? texts.notAllowed : texts.unreachable}
          </p>
        ) : (
          <Content {...props} />
        )}
      </main>
    </div>
  );
}

/** Reads the parts, and draws anew when they change; what went wrong. */
function useParts({ store, signedOut }: SettingsProps): string {
  const [, draw] = useState(0);
  const [trouble, setTrouble] = useState("");
  useEffect(() => store.listen(() => draw((times) => times + 1)), [store]);
  useEffect(() => {
    store.read().catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) signedOut();
      else setTrouble(error instanceof ApiError ? error.code : "unreachable");
    });
  }, [store]);
  return trouble;
}

function Content(props: SettingsProps) {
  const { place } = props;
  if (place === "reps") return <Reps {...props} skills={props.store.drafts.skills?.base.skills ?? []} />;
  switch (place) {
    case "asking":
      return <Part {...props} name="asking" page={(page) => <Asking {...page} key="asking" />} />;
    case "skills":
      return <Part {...props} name="skills" page={(page) => <Skills {...page} key="skills" />} />;
    case "hours":
      return <Part {...props} name="hours" page={(page) => <HoursPage {...page} key="hours" />} />;
    case "replies":
      return <Part {...props} name="replies" page={(page) => <Replies {...page} key="replies" />} />;
    case "masks":
      return <Part {...props} name="masks" page={(page) => <Masks {...page} key="masks" />} />;
  }
}

interface PartProps<K extends PartName> extends SettingsProps {
  name: K;
  page: (props: PageProps<K>) => ComponentChildren;
}

function Part<K extends PartName>({ name, page, ...props }: PartProps<K>) {
  const { store, lang } = props;
  const draft = store.drafts[name];
  if (!draft) return null;
  const edit = (value: Parts[K], at = "") => store.edit(name, value, at);
  return (
    <ProblemContext.Provider value={{ problem: draft.problem, lang }}>
      <fieldset
        class="settings-fields"
        disabled={!props.mayEdit}
        aria-label={SETTINGS_TEXTS[lang].places[name].title}
      >
        {page({ lang, value: draft.value, edit })}
      </fieldset>
      {props.mayEdit && <SaveBar store={store} name={name} lang={lang} />}
    </ProblemContext.Provider>
  );
}
