/** Brings in what is not needed at once, or not on every page: bundles of their own, from beside this very script. */

import { scriptUrls } from "./script_urls";

/** The tag that this script came with: its address and nonce hold for the others as well. */
const tag = document.currentScript as HTMLScriptElement | null;
let policy: ScriptUrls | undefined;
const coming = new Map<string, Promise<unknown>>();

/** Resolves when the bundle has run; after a failure the next call tries again. */
export function bring(
  name: "control.js" | "media.js" | "ask.js" | "talk.js" | "call.js" | "care.js" | "choose.js" | "ja.js",
): Promise<unknown> {
  const known = coming.get(name) ?? load(name);
  coming.set(name, known);
  return known;
}

function load(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = tag?.nonce ?? "";
    script.onload = resolve;
    script.onerror = () => {
      coming.delete(name);
      reject(new Error(`${name} did not come`));
    };
    policy ??= scriptUrls("alongside-page");
    script.src = policy.createScriptURL(new URL(name, tag?.src || `${location.origin}/__alongside/`).href);
    (document.head ?? document.documentElement).append(script);
    script.remove();
  });
}
