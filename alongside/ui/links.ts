/** Addresses in what people write. */
const ADDRESS = /(https?:\/\/[^\s<>"'）」』、。]+[^\s<>"'）」』、。.,;:!?)])/g;

/** The text in parts: every second one is an address. */
export const splitLinks = (text: string): string[] => text.split(ADDRESS);
