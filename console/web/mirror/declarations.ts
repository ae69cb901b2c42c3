/** Declarations as they come out on the host's device: `color-scheme` and `env()` are answered by the browser, not by the page. */

export interface Difference {
  /** The scheme that the host prefers, where this browser prefers the other. */
  scheme: "light" | "dark" | null;
  /** `safe-area-inset-top` → `47px`, where this browser has other insets. */
  insets: ReadonlyMap<string, string> | null;
}

export function rewriteDeclarations(text: string, { scheme, insets }: Difference): string {
  let out = text;
  if (scheme)
    out = out.replace(/(^|[;{]\s*)color-scheme:([^;}]*)/gi, (_, before: string, value: string) => {
      return `${before}color-scheme:${rewriteScheme(value, scheme)}`;
    });
  if (insets) out = replaceInsets(out, insets);
  return out;
}

/** A list that leaves the choice to the browser comes down to what the host's chose. */
export function rewriteScheme(value: string, scheme: "light" | "dark"): string {
  if (!/\blight\b/i.test(value) || !/\bdark\b/i.test(value)) return value;
  return value.replace(scheme === "dark" ? /\s*\blight\b/i : /\s*\bdark\b/i, "");
}

function replaceInsets(text: string, insets: ReadonlyMap<string, string>): string {
  return text.replace(/env\(\s*([\w-]+)\s*(?:,(?:[^()]|\([^()]*\))*)?\)/gi, (whole, name: string) => {
    return insets.get(name.toLowerCase()) ?? whole;
  });
}
