/** Who is signed in, in which language: sign-in form or desk. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiError, call } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { keepLanguage } from "../viewer/keep";
import { takeKey } from "./address";
import { Desk } from "./desk_view";
import { SignIn } from "./sign_in";
import { DESK_TEXTS } from "./texts";

export interface DeskBoot {
  lang: Language;
  shop: string;
  /** As many sessions a rep may have open at once; supervisors may have more. */
  sessionsPerRep: number;
  /** Where the settings are brought in from. */
  admin: { script: string; sheet: string };
  /** How waiting shoppers come to reps. */
  assign: "auto" | "offer" | "none";
}

export interface Rep {
  email: string;
  name: string;
  role: "rep" | "supervisor" | "admin";
  /** Sessions at once, where it is not what the settings say. */
  capacity?: number | null;
}

/** What every part of the desk is drawn with. */
export interface Surroundings {
  boot: DeskBoot;
  lang: Language;
  setLang: (lang: Language) => void;
}

type Who = { is: "unknown" } | { is: "nobody"; complaint: string } | { is: "rep"; rep: Rep };

export function App({ boot, start }: { boot: DeskBoot; start: Language }) {
  const [lang, setLang] = useState(start);
  const [who, setWho] = useState<Who>({ is: "unknown" });
  const choose = useCallback((chosen: Language) => {
    keepLanguage(chosen);
    setLang(chosen);
  }, []);
  const signedOut = useCallback(() => setWho({ is: "nobody", complaint: "" }), []);
  useEffect(() => void findOut(lang).then(setWho), []);
  useEffect(() => void (document.documentElement.lang = lang), [lang]);
  const around = { boot, lang, setLang: choose };
  switch (who.is) {
    case "unknown":
      return null;
    case "nobody":
      return <SignIn {...around} complaint={who.complaint} signedIn={(rep) => setWho({ is: "rep", rep })} />;
    case "rep":
      return <Desk {...around} rep={who.rep} signedOut={signedOut} />;
  }
}

/** A one-time key in the address signs in and leaves the address; else the cookie tells. */
async function findOut(lang: Language): Promise<Who> {
  const key = takeKey();
  try {
    if (key === null) return { is: "rep", rep: await call<Rep>("GET", "/api/v1/me") };
    const { rep } = await call<{ rep: Rep }>("POST", "/api/v1/login/link", { key });
    return { is: "rep", rep };
  } catch (error) {
    const texts = DESK_TEXTS[lang];
    if (!(error instanceof ApiError)) return { is: "nobody", complaint: texts.unreachable };
    return key === null ? { is: "nobody", complaint: "" } : signedInAnyway(texts.keyUsed);
  }
}

/** A used key does not matter to somebody who is signed in already. */
async function signedInAnyway(complaint: string): Promise<Who> {
  try {
    return { is: "rep", rep: await call<Rep>("GET", "/api/v1/me") };
  } catch {
    return { is: "nobody", complaint };
  }
}
