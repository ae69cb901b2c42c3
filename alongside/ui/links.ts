/** Addresses in what people write. */
const ADDRESS = /(https?:\/\/[^\s<>"'）」』、。]+[^\s<>"'）」』、。.,;:!?)])/g;

/** The text in parts: every second one is an address. */
export const splitLinks = (text: string): string[] => text.split(ADDRESS);

/** The path of an address as people read it. */
export function readable(url: string): string {
  const { pathname = url, search = "" } = URL.parse(url) ?? {};
  try {
    return decodeURI(pathname + search);
  } catch {
    return pathname + search;
  }
}
