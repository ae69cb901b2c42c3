/** Everything the shopper's panel says, in English. The shape is the contract for every other language. */
import type { Role } from "../../../alongside/wire/messages";

export interface Person {
  name: string;
  role: Role;
}

const role: Record<Role, string> = {
  shopper: "shopper",
  rep: "rep",
  friend: "friend",
  supervisor: "supervisor",
};

/** Someone without a name is called by the role alone. */
const titled = ({ name, role: own }: Person): string =>
  name.toLowerCase() === role[own] ? name : `${name} (${role[own]})`;

export const en = {
  lang: "en",
  title: "Live help",
  close: "Close",
  offer: {
    title: "Shop together",
    lead: "Look at the same page with someone, live.",
    help: "Live help",
    helpHint: "One of our staff looks at the page with you",
    friend: "Shop with a friend",
    friendHint: "Send a link and browse the shop side by side",
  },
  consent: {
    help: "Share your view of this shop with our staff?",
    friend: "Share your view of this shop with a friend?",
    seesTitle: "They will see",
    sees: [
      "This shop’s pages, as you see them in this browser",
      "They can point, click, type and scroll along with you",
    ],
    hiddenTitle: "They will never see",
    hidden: ["Passwords and card numbers", "Other sites, other apps, your camera or screen"],
    stop: "You can stop at any time, with one press.",
    yes: "Yes, share",
    no: "No, thanks",
  },
  starting: "Getting things ready…",
  bar: {
    sees: (first: Person, rest: Person[]) =>
      rest.length === 0
        ? `${titled(first)} sees this page`
        : `${first.name} and ${rest.length === 1 ? rest[0]?.name : `${rest.length} others`} see this page`,
    lost: "Connection lost. Trying again…",
    paused: "Paused: only you act",
    waiting: (clock: string) => `Waiting ${clock}`,
    stop: "Stop",
  },
  ended: {
    title: "Sharing has ended",
    lead: "No one sees your pages any more.",
    again: "Start again",
  },
  tab: {
    title: (name: string) => `${name} asks to see another tab of yours`,
    yes: "Show it",
  },
  role,
  joined: (name: string) => `${name} has joined`,
  left: (name: string) => `${name} has left`,
  error: {
    title: "That did not work",
    network: "There is no connection just now. Your shop pages are not affected.",
    over: "The session could not go on. Please start a new one.",
    retry: "Try again",
  },
};

export type Text = typeof en;
