/**
 * Where a press in a pane leads. What stays in the shop stays in the pane, also what asks for the whole window; what leads to another site,
 * or to a path on which we are not, is shown by itself, as it would be without us.
 */

export interface ErrandsOwner {
  /** Whether this page may stand in a pane. */
  mayStay(url: URL): boolean;
  /** Show it in the whole window. */
  leave(url: string): void;
}

const WHOLE = /^_(?:top|parent)$/i;

/** Listens on the window of a pane's page, behind the shop's own listeners. */
export function runErrands(view: Window & typeof globalThis, owner: ErrandsOwner): void {
  view.addEventListener("click", (event) => follow(view, event, owner));
  view.addEventListener("submit", (event) => send(view, event, owner));
}

function follow(view: Window & typeof globalThis, event: MouseEvent, owner: ErrandsOwner): void {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  if (event.defaultPrevented || event.button || altKey || ctrlKey || metaKey || shiftKey) return;
  const link = event.composedPath().find(isLink);
  const url = link && URL.parse(link.href);
  if (!url || !/^https?:$/.test(url.protocol) || link.hasAttribute("download")) return;
  const target = link.target || view.document.querySelector<HTMLBaseElement>("base[target]")?.target || "";
  const isNew = target !== "" && !/^_self$/i.test(target) && !WHOLE.test(target);
  // A new tab is the shopper's own to open; from afar it would leave the others behind.
  if (isNew && (event.isTrusted || view.document.getElementsByName(target).length)) return;
  if (!owner.mayStay(url)) owner.leave(url.href);
  else if (isNew || WHOLE.test(target)) view.location.assign(url.href);
  else return;
  event.preventDefault();
}

function send(view: Window & typeof globalThis, event: SubmitEvent, owner: ErrandsOwner): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.localName !== "form") return;
  const submitter = event.submitter as HTMLButtonElement | null;
  const action = submitter?.getAttribute("formaction") ? submitter.formAction : actionOf(form);
  const url = URL.parse(action, view.document.baseURI);
  if (url && /^https?:$/.test(url.protocol) && !owner.mayStay(url)) {
    event.preventDefault();
    sendFromHere(form, submitter, url.href);
  } else if (WHOLE.test(submitter?.getAttribute("formtarget") ?? form.target)) {
    keepHere(submitter?.hasAttribute("formtarget") ? submitter : form);
  }
}

/** A field may be named `action`. */
const actionOf = (form: HTMLFormElement): string => form.getAttribute("action") || form.ownerDocument.URL;

/** For this one time. */
function keepHere(element: HTMLElement): void {
  const name = element.localName === "form" ? "target" : "formtarget";
  const before = element.getAttribute(name)!;
  element.setAttribute(name, "_self");
  setTimeout(() => element.setAttribute(name, before));
}

/** The same form in the whole window, in an element that capture leaves out. Files stay where they are. */
function sendFromHere(form: HTMLFormElement, submitter: HTMLButtonElement | null, action: string): void {
  const host = document.createElement("alongside-ui");
  const copy = document.createElement("form");
  copy.action = action;
  copy.method = submitter?.getAttribute("formmethod") || form.getAttribute("method") || "get";
  copy.enctype = submitter?.getAttribute("formenctype") || form.getAttribute("enctype") || "";
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value !== "string") continue;
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    copy.append(field);
  }
  host.style.display = "none";
  host.append(copy);
  document.body.append(host);
  HTMLFormElement.prototype.submit.call(copy);
}

const isLink = (target: EventTarget): target is HTMLAnchorElement =>
  /^(?:a|area)$/.test((target as Partial<Element>).localName ?? "") && !!(target as HTMLAnchorElement).href;
