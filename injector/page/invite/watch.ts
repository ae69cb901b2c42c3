/** Looks out for the moments that a rule waits for, a hand that rests and a pointer that leaves at the top, and says so at once. */
import type { Front, Told } from "../api";
import { chooseLanguage } from "../text/launcher";

/** Milliseconds between two words of this kind. */
const AGAIN_AFTER = 15_000;
const LOOK_EVERY = 1_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchstart"] as const;

let isWatching = false;

export function watch(front: Front, { idle, leaving }: NonNullable<Told["watch"]>): void {
  if (isWatching) return;
  isWatching = true;
  if (idle) watchHand(front, idle);
  if (leaving) watchTop(front);
}

function watchHand(front: Front, idle: number): void {
  let felt = Date.now();
  let said = 0;
  const feel = () => (felt = Date.now());
  for (const sign of SIGNS) addEventListener(sign, feel, { capture: true, passive: true });
  setInterval(() => {
    const now = Date.now();
    const rests = Math.floor((now - felt) / 1000);
    if (rests < idle || now - said < AGAIN_AFTER || document.hidden) return;
    said = now;
    say(front, { idle: rests });
  }, LOOK_EVERY);
}

function watchTop(front: Front): void {
  let said = 0;
  document.addEventListener("mouseout", (event) => {
    const now = Date.now();
    if (event.relatedTarget || event.clientY > 0 || now - said < AGAIN_AFTER) return;
    said = now;
    say(front, { leaving: true });
  });
}

function say(front: Front, moment: { idle: number } | { leaving: true }): void {
  if (front.taken) return;
  const { title, referrer } = document;
  const lang = chooseLanguage(document.documentElement.lang, navigator.language);
  const body = JSON.stringify({ url: location.href, title, referrer, lang, ...moment });
  fetch("/__alongside/here", { method: "POST", headers: { "X-Alongside": "1" }, body })
    .then(async (answer) => {
      if (answer.status !== 200) return;
      front.news = (await answer.json()) as Told;
      front.hear?.();
    })
    .catch(() => undefined);
}
