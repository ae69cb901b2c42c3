/** What the server tells a page's bundle: the JSON of `<script type="application/json" id="boot">`. */

export type Language = "en" | "ja";

export function readBoot<T>(): T {
  const element = document.getElementById("boot");
  if (!element) throw new Error("the page has no boot data");
  return JSON.parse(element.textContent) as T;
}

/** `en` and `ja` of a catalogue hold the same keys: the type of the first is asked of the second. */
export type Catalogue<T> = Record<Language, T>;
