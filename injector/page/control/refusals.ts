/**
 * What remote hands may not do on this page, whatever the hub let through: a table of action × reasons, and the reasons as predicates.
 * The hub has checked the role; this is about the element.
 */
import type { Action, ActionName, Refusal } from "../../../alongside/wire/messages";
import { defaultButton, isEditable, isField, isInput, nearest } from "./elements";

/** What is known of the page beside the element itself. */
export interface Grounds {
  isMasked(node: Node): boolean;
  /** In or under an element of its document that is closed to remote presses. */
  isReserved(node: Node): boolean;
}

type Reason = "masked" | "noremote" | "protected";

const press: Reason[] = ["noremote", "masked", "protected"];
/** A part of a press, which does nothing by itself that is protected. */
const touch: Reason[] = ["noremote", "masked"];

/** Which reasons count for an action. Looking (move, scroll, going back and forth) is never refused for its element. */
export const reasonsFor: Record<ActionName, Reason[]> = {
  move: [],
  down: touch,
  up: touch,
  click: press,
  dblclick: touch,
  contextmenu: touch,
  input: press,
  select: press,
  check: press,
  key: press,
  scroll: [],
  wheel: [],
  range: ["noremote", "masked"],
  submit: press,
  focus: ["noremote"],
  toggle: ["noremote"],
  go: [],
};

const predicates: Record<Reason, (element: Element, grounds: Grounds) => boolean> = {
  masked: (element, { isMasked }) => (isField(element) || isEditable(element)) && isMasked(element),
  noremote: (element, { isReserved }) => nearest(element, isReserved) !== null,
  protected: (element) => isFileInput(element) || leadsOut(linkOf(element)),
};

const linkOf = (element: Element): Element | null =>
  nearest(element, (one) => one.matches("a[href],area[href]"));

/** Whether an action presses what it is on, so that a file input opens or a link is followed. */
export function isPress(action: Action): boolean {
  return (action[0] === "click" && action[5] === 0) || (action[0] === "key" && /^( |Enter)$/.test(action[3]));
}

/** What the shopper has to press in place of this action. */
export function ownHandFor(action: Action, element: Element): Element | null {
  const one = reachedBy(action, element).find((each) => predicates.protected(each, NO_GROUNDS));
  return one ? (isFileInput(one) ? one : linkOf(one)) : null;
}

const NO_GROUNDS: Grounds = { isMasked: () => false, isReserved: () => false };

/** The first reason to refuse this action on this element, or null. */
export function refusalOf(action: Action, element: Element, grounds: Grounds): Refusal | null {
  const reached = reachedBy(action, element);
  // Other keys and buttons pass by a file input or an outward link.
  const counts = (reason: Reason) =>
    reason !== "protected" || isPress(action) || !/^(key|click)$/.test(action[0]);
  return (
    reasonsFor[action[0]].find(
      (reason) => counts(reason) && reached.some((one) => predicates[reason](one, grounds)),
    ) ?? null
  );
}

/** The element and those that the action would press through it: a label's control, a form and its default button. */
function reachedBy(action: Action, element: Element): Element[] {
  const label = nearest(element, (one) => one.localName === "label") as HTMLLabelElement | null;
  const reached = label?.control ? [element, label.control] : [element];
  const form =
    action[0] === "submit" ? element : action[0] === "key" && action[3] === "Enter" && formOf(element);
  if (form && form.localName === "form")
    reached.push(form, ...[defaultButton(form as HTMLFormElement) ?? []].flat());
  return reached;
}

const formOf = (element: Element): HTMLFormElement | null => (isField(element) ? element.form : null);

/** Only the person at the machine can choose a file. */
const isFileInput = (element: Element): boolean => isInput(element) && element.type === "file";

/** Links that start another program (mail, telephone), save a file, or open another site in a new tab, which remote hands cannot. */
function leadsOut(link: Element | null): boolean {
  if (!link) return false;
  const { protocol, host, target } = link as HTMLAnchorElement;
  if (protocol === "javascript:") return false;
  if (protocol !== "http:" && protocol !== "https:") return true;
  return (
    link.hasAttribute("download") || (/^_blank$/i.test(target) && host !== link.ownerDocument.location.host)
  );
}
