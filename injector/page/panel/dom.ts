/** What the panel is built with, and its signs. */
export { h, icon } from "../../../alongside/ui/dom";

export const icons = {
  close: "M6 6l12 12M18 6L6 18",
  yes: "M5 13l4 4L19 7",
  go: "M9 5l7 7-7 7",
  help: "M4 14v-2a8 8 0 0116 0v2M4 13h3v6H4zM17 13h3v6h-3z",
  friend: "M9 11a3 3 0 100-7 3 3 0 000 7M3 20a6 6 0 0112 0M16 4a3 3 0 010 7M18 14a6 6 0 013 6",
};
