/** The settings over the desk, brought in when they are opened; what lies below goes on. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Admin } from "./admin/admin";
import type { Place } from "./admin/settings";
import { placeFromAddress, showPlace } from "./address";
import type { DeskBoot, Rep, Surroundings } from "./app";
import { DESK_TEXTS } from "./texts";

export interface SettingsSwitch {
  place: Place | null;
  go: (place: Place | null) => void;
  /** Something is changed and not saved, on whichever page. */
  isUnsaved: boolean;
}

/** Reps have no settings to see. */
export function useSettings(rep: Rep): SettingsSwitch {
  const may = rep.role !== "rep";
  const [place, setPlace] = useState<Place | null>(may ? (placeFromAddress() as Place | null) : null);
  const [isUnsaved, setUnsaved] = useState(false);
  const go = (next: Place | null) => {
    showPlace(next);
    setPlace(next);
    setUnsaved(window.alongsideAdmin?.isUnsaved ?? false);
  };
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (window.alongsideAdmin?.isUnsaved) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, []);
  return { place, go, isUnsaved };
}

export function SettingsButton({
  lang,
  settings,
}: Pick<Surroundings, "lang"> & { settings: SettingsSwitch }) {
  const texts = DESK_TEXTS[lang];
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !settings.place) button.current?.focus();
    wasOpen.current = settings.place !== null;
  }, [settings.place]);
  return (
    <button
      type="button"
      class="quiet settings-button"
      ref={button}
      aria-pressed={settings.place !== null}
      onClick={() => settings.go(settings.place ? null : "asking")}
    >
      {texts.settings}
      {settings.isUnsaved && !settings.place && (
        <span class="settings-unsaved" title={texts.settingsUnsaved}>
          <span class="visually-hidden">{texts.settingsUnsaved}</span>
        </span>
      )}
    </button>
  );
}

interface LayerProps extends Surroundings {
  rep: Rep;
  settings: SettingsSwitch;
  signedOut: () => void;
}

export function SettingsLayer({ boot, lang, rep, settings, signedOut }: LayerProps) {
  const root = useRef<HTMLDivElement>(null);
  const { admin, failed } = useAdmin(boot.admin);
  const { place, go } = settings;
  useEffect(() => {
    if (!admin || !root.current || !place) return;
    admin.show(root.current, {
      lang,
      place,
      go,
      mayEdit: rep.role === "admin",
      sessionsPerRep: boot.sessionsPerRep,
      own: rep.email,
      close: () => go(null),
      signedOut,
    });
  });
  useEffect(() => {
    const shown = root.current;
    return () => {
      if (shown) window.alongsideAdmin?.hide(shown);
    };
  }, []);
  return (
    <div class="settings-layer">
      {failed && (
        <p class="settings-missing" role="alert">
          {DESK_TEXTS[lang].unreachable}
        </p>
      )}
      <div class="settings-root" ref={root} />
    </div>
  );
}

function useAdmin(source: DeskBoot["admin"]): { admin: Admin | null; failed: boolean } {
  const [admin, setAdmin] = useState(window.alongsideAdmin ?? null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (admin) return;
    void bring(source).then(() => {
      setAdmin(window.alongsideAdmin ?? null);
      setFailed(!window.alongsideAdmin);
    });
  }, []);
  return { admin, failed };
}

/** The sheet first, so that nothing is shown without it. */
async function bring({ script, sheet }: DeskBoot["admin"]): Promise<void> {
  await loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet }));
  await loaded(Object.assign(document.createElement("script"), { src: script }));
}

function loaded(element: HTMLElement): Promise<void> {
  return new Promise((done) => {
    element.onload = element.onerror = () => done();
    document.head.append(element);
  });
}
