/** The few words the loader needs: it runs on every page, so the whole catalogues stay with the page script. */

export interface LauncherText {
  help: string;
  wait: string;
  failed: string;
}

export const launcherTexts: Record<"en" | "ja", LauncherText> = {
  en: { help: "Live help", wait: "One moment…", failed: "Not available just now" },
  ja: { help: "お買い物サポート", wait: "お待ちください…", failed: "ただいまご利用いただけません" },
};

/** Japanese for pages that say so (or, where the page says nothing, for browsers that do); English otherwise. */
export function chooseLanguage(ofPage: string, ofBrowser: string): "en" | "ja" {
  return /^ja\b/i.test(ofPage || ofBrowser) ? "ja" : "en";
}
