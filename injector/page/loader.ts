/**
 * On every page of the shop: the launcher, and `window.alongside` as a thin front that brings the page script in on first use and is
 * replaced by it. Small, asynchronous, and silent: whatever fails here, the shop goes on as if it were not there.
 */
import { scriptUrls } from "./script_urls";
import { makeLauncher } from "./panel/launcher";
import { chooseLanguage, launcherTexts } from "./text/launcher";
import type { Alongside, Front, Told } from "./api";

const tag = document.currentScript as HTMLScriptElement;
const base = location.origin + "/__alongside/";
let policy: ScriptUrls | undefined;
const brought: Record<string, Promise<unknown> | undefined> = {};

/** Adds one of our scripts, with the nonce that this one came with. A failed one may be asked for again. */
function bring(name: string): Promise<unknown> {
  return (brought[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = tag.nonce;
    script.async = false;
    script.onload = resolve;
    script.onerror = () => {
      delete brought[name];
      reject(unavailable());
    };
    policy ??= scriptUrls("alongside");
    script.src = policy.createScriptURL(base + name);
    document.head.append(script);
    script.remove();
  }));
}

const unavailable = () => Error("Alongside is unavailable");

const language = () => chooseLanguage(document.documentElement.lang, navigator.language);

/** The page script replaces the members of `front`, so calling through it afterwards reaches the real thing. */
async function bringAll(): Promise<Alongside> {
  const names = ["head.js", "page.js"];
  if (language() === "ja") names.splice(1, 0, "ja.js");
  await Promise.all(names.map(bring));
  if (!window.alongside?.taken) throw unavailable();
  return window.alongside;
}

function makeFront(): Front {
  const front: Front = {
    state: "idle",
    position: {},
    heard: [],
    start: (options) => bringAll().then((real) => real.start(options)),
    invite: () => bringAll().then((real) => real.invite()),
    stop: () => Promise.resolve(),
    open: () => bringAll().then((real) => real.open()),
    on(name, call) {
      const entry = [name, call] as Front["heard"][number];
      front.heard.push(entry);
      return () => {
        front.heard = front.heard.filter((other) => other !== entry);
        entry[1] = () => undefined;
      };
    },
  };
  return front;
}

/** Milliseconds. A visitor who was not heard of for three of these is gone. */
const HERE_EVERY = 15_000;

/** Says that somebody looks at this page, as long as somebody wants to know; the answer may be an invitation, or what to look out for. */
function sayHere(front: Front): void {
  if (front.taken) return;
  const again = () => void setTimeout(sayHere, HERE_EVERY, front);
  if (document.hidden) return again();
  const { title, referrer } = document;
  const body = JSON.stringify({ url: location.href, title, referrer, lang: language() });
  fetch(`${base}here`, { method: "POST", headers: { "X-Alongside": "1" }, body })
    .then(async (answer) => {
      if (answer.ok) again();
      if (answer.status !== 200) return;
      front.news = (await answer.json()) as Told;
      await bring("invite.js");
      front.hear?.();
    })
    .catch(again);
}

function showLauncher(front: Front): void {
  const text = launcherTexts[language()];
  const launcher = makeLauncher(document, text.help, () => {
    launcher.say(text.wait, true);
    front.open().then(
      () => launcher.say(""),
      () => launcher.say(text.failed),
    );
  });
  front.launcher = launcher;
  if (!front.taken) document.documentElement.append(launcher.host);
}

/** A session runs although this page came without the page script: from a cache, or it was open before the session began. */
function joinRunning(): void {
  if (/(^|; )alongside_on=1/.test(document.cookie)) bringAll().catch(() => undefined);
}

/** Friends whose session is over come with this, to ask the others along anew. */
const INVITING = "#alongside=friend";

function inviteIfAsked(front: Front): void {
  if (location.hash !== INVITING) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  front.start({ kind: "friend" }).catch(() => undefined);
}

function begin(): void {
  if (window !== top) return;
  // A page that came with the page script has no launcher, and brings this one in when the session is over.
  if (window.alongside?.taken) return showLauncher(window.alongside);
  const front = (window.alongside = makeFront());
  joinRunning();
  sayHere(front);
  addEventListener("visibilitychange", joinRunning);
  // After `load`: a shop that hydrates its whole document would take our element for a difference.
  const show = () =>
    setTimeout(quietly, 0, () => {
      if (!front.taken) showLauncher(front);
      inviteIfAsked(front);
    });
  if (document.readyState === "complete") show();
  else addEventListener("load", show);
}

/** The shop comes first: a page in which we cannot live (a hostile global, an old browser) must not notice that we tried. We are told. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    new Image().src = base + "failed";
  }
}

quietly(begin);
