/**
 * What of an element's attributes the mirror takes over. The sandbox and the content security policy already keep all of it
 * from running; this list stands before them.
 */

import { withGrey } from "./painting";

/** Frames, plug-ins and scripts keep nothing that names a document or a program. */
const STRIPPED: Readonly<Record<string, ReadonlySet<string>>> = {
  iframe: new Set(["src", "srcdoc", "sandbox", "allow", "csp", "loading", "credentialless", "name"]),
  frame: new Set(["src", "name"]),
  object: new Set(["data", "type", "codebase", "archive", "classid", "code"]),
  embed: new Set(["src", "type", "code"]),
  applet: new Set(["archive", "code", "codebase", "object"]),
  script: new Set(["src", "href", "xlink:href"]),
  meta: new Set(["http-equiv"]),
  base: new Set(["target"]),
  portal: new Set(["src"]),
  fencedframe: new Set(["src"]),
};

const SCRIPT_URL = /^[\u0000-\u0020]*j[\s]*a[\s]*v[\s]*a[\s]*s[\s]*c[\s]*r[\s]*i[\s]*p[\s]*t[\s]*:/i;
/** Stands where a `javascript:` URL was, so that a link stays a link. */
export const INERT_URL = "#";

/** Attributes that are the mirror's own business on this element: what the host has there is neither set nor removed. */
export const isOurs = (element: string, name: string): boolean =>
  STRIPPED[element]?.has(name.toLowerCase()) ?? false;

/** The value to set, null when the attribute stays away. `name` is a qualified one. */
export function allowAttribute(name: string, value: string): string | null {
  const lower = name.toLowerCase();
  if (lower.startsWith("on") || lower === "nonce" || lower === "srcdoc") return null;
  if (!SCRIPT_URL.test(value)) return withGrey(lower, value);
  return lower === "href" || lower === "xlink:href" ? INERT_URL : "";
}

/** "svg:path", "math:mi", "div" or "namespace qualified-name" taken apart. */
export function splitName(name: string): { namespace: string | null; qualified: string } {
  const space = name.indexOf(" ");
  if (space >= 0) return { namespace: name.slice(0, space) || null, qualified: name.slice(space + 1) };
  if (name.startsWith("svg:")) return { namespace: SVG, qualified: name.slice(4) };
  if (name.startsWith("math:")) return { namespace: MATHML, qualified: name.slice(5) };
  return { namespace: HTML, qualified: name };
}

export const HTML = "http://www.w3.org/1999/xhtml";
export const SVG = "http://www.w3.org/2000/svg";
export const MATHML = "http://www.w3.org/1998/Math/MathML";

const SPACES: Readonly<Record<string, string>> = {
  xlink: "http://www.w3.org/1999/xlink",
  xml: "http://www.w3.org/XML/1998/namespace",
  xmlns: "http://www.w3.org/2000/xmlns/",
};

/** "href", "xlink xlink:href" or "namespace prefix:name" taken apart. */
export function splitKey(key: string): { namespace: string | null; qualified: string } {
  const space = key.indexOf(" ");
  if (space < 0) return { namespace: null, qualified: key };
  const named = key.slice(0, space);
  return { namespace: SPACES[named] ?? named, qualified: key.slice(space + 1) };
}

export const localOf = (qualified: string): string => qualified.slice(qualified.indexOf(":") + 1);
