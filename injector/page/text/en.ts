/** Everything the shopper's panel says, in English. The shape is the contract for every other language. */
import type { Kind, Role } from "../../../alongside/wire/messages";

const and = new Intl.ListFormat("en", { type: "conjunction" });
const roles: Record<Role, string> = {
  shopper: "shopper",
  rep: "rep",
  friend: "friend",
  supervisor: "supervisor",
};

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
    title: {
      help: "Share your view of this shop with our staff?",
      friend: "Share your view of this shop with a friend?",
      callback: "Share your view of this shop with our staff?",
    } satisfies Record<Kind, string>,
    seesTitle: "They will see",
    sees: {
      help: "This shop’s pages, as you see them in this browser",
      friend: "This shop’s pages, as you see them in this browser",
      callback: "This shop’s pages, as you see them in this browser",
    } satisfies Record<Kind, string>,
    acts: "They can point, click, type and scroll along with you",
    hiddenTitle: "They will never see",
    hidden: ["Passwords and card numbers", "Other sites, other apps, your camera or screen"],
    stop: "You can stop at any time, with one press.",
    yes: "Yes, share",
    no: "No, thanks",
  },
  starting: "Getting things ready…",
  share: {
    title: {
      help: "Waiting for our staff",
      friend: "Invite your friend",
      callback: "Waiting for our staff",
    } satisfies Record<Kind, string>,
    lead: {
      help: "Someone will join you shortly. On the phone with us already? Read out this code.",
      friend: "Send this link. Your friend needs no account.",
      callback: "We will call you back. Then read out this code.",
    } satisfies Record<Kind, string>,
    active: "Shopping together",
    code: "Code",
    link: "Link",
    copy: "Copy",
    copied: "Copied",
    send: "Send…",
    sendText: "Look at this with me:",
    validFor: (clock: string) => `Valid for ${clock}`,
    codeOver: "This code was used or has expired",
    newCode: "New code",
    newLink: "New link for a friend",
    waiting: (clock: string) => `Waiting ${clock}`,
    here: "Here now",
    nobody: "No one has joined yet",
    away: "reconnecting",
    stop: "Stop sharing",
  },
  bar: {
    sees: (people: { name: string; role: Role }[]) =>
      people.length === 1
        ? `${people[0]?.name} (${roles[people[0]?.role ?? "friend"]}) sees this page`
        : `${and.format(people.map((one) => one.name))} see this page`,
    many: (name: string, others: number) => `${name} and ${others} others see this page`,
    waiting: (clock: string) => `Waiting · ${clock}`,
    lost: "Connection lost. Trying again…",
    stop: "Stop",
    invite: "Details and invitation",
    label: "Shared shopping",
  },
  ended: { title: "Sharing has ended", lead: "No one sees your pages any more.", again: "Start again" },
  role: roles,
  joined: (name: string) => `${name} has joined`,
  error: {
    title: "That did not work",
    network: "There is no connection just now. Your shop pages are not affected.",
    expired: "The session has expired. Please start a new one.",
    refused: "The session could not be kept. Please start a new one.",
    many: "Too many tries. Please wait a moment.",
    retry: "Try again",
  },
};

export type Text = typeof en;
