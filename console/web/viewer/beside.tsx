/** Two items of the shop side by side: who may lead the shopper's page there chooses them in a tray below the mirror. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { addressOf, laidIn, type Side } from "../../../alongside/ui/beside";
import { itemsOf } from "../../../alongside/ui/goods";
import type { Item } from "../../../alongside/ui/items";
import "../../../alongside/ui/tray.css";
import { Tray } from "../../../alongside/ui/tray";
import { trayWordsFor } from "../../../alongside/ui/tray_words";
import type { FromMirror } from "../../../alongside/wire/messages";
import type { Language } from "./boot";
import { mayGuide, maySuggest } from "./model";
import type { ViewerModel } from "./model";
import type { Viewer } from "./viewer";

export type HeardItem = Extract<FromMirror, readonly ["item", ...unknown[]]>;

const BEYOND = [
  ["pointermove", "carry"],
  ["pointerup", "drop"],
  ["pointercancel", "lost"],
] as const;

interface BesideProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
}

/** At once, or as a suggestion where the shopper wants to be asked first. */
export const mayLay = (model: ViewerModel): boolean => mayGuide(model) || maySuggest(model);

export function BesideTray(props: BesideProps) {
  return props.model.choosing ? <OpenTray {...props} /> : null;
}

function OpenTray({ viewer, model, lang }: BesideProps) {
  const place = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tray = makeTray(viewer, model, lang);
    const carried = ghost.current!;
    place.current!.append(tray.element);
    tray.focus();
    let inHand: Item | null = null;
    viewer.heardItem = ([, phase, item], at) => {
      inHand = phase === "carry" ? item : null;
      take(tray, carried, phase, item, at);
    };
    // Beyond the mirror's edge the pointer is this window's, where the browser does not leave it to the frame.
    const beyond = (phase: "carry" | "drop" | "lost") => (event: PointerEvent) => {
      if (!inHand) return;
      take(tray, carried, phase, inHand, [event.clientX, event.clientY]);
      if (phase !== "carry") inHand = null;
    };
    const stop = new AbortController();
    for (const [type, phase] of BEYOND) window.addEventListener(type, beyond(phase), { signal: stop.signal });
    return () => {
      stop.abort();
      viewer.heardItem = () => undefined;
      tray.element.remove();
    };
  }, [viewer, lang]);
  const may = mayLay(model);
  useEffect(() => {
    if (!may) viewer.choose(false);
  }, [may]);
  return (
    <div class="tray-place" ref={place}>
      <div class="tray-ghost" ref={ghost} aria-hidden="true" hidden />
    </div>
  );
}

function makeTray(viewer: Viewer, model: ViewerModel, lang: Language): Tray {
  const words = trayWordsFor(lang);
  const owner = {
    words,
    shop: model.url,
    here: model.url,
    seen: async () => itemsOf(await viewer.seen(), model.url, lang),
    lay: (left: Item, right: Item) => {
      const address = addressOf({ left: left.path, right: right.path, shown: "both" });
      const title = words.both(left.title || left.path, right.title || right.path);
      viewer.choose(false);
      viewer.guide({ url: new URL(address, model.url).href, title });
    },
    close: () => viewer.choose(false),
  };
  return new Tray(owner, chosenNow(model));
}

/** What is laid already, where the shopper's page is the one that lays two. */
function chosenNow({ url }: ViewerModel): Partial<Record<Side, Item>> {
  const laid = laidIn(url, url);
  return {
    ...(laid?.left ? { left: { path: laid.left, title: "" } } : {}),
    ...(laid?.right ? { right: { path: laid.right, title: "" } } : {}),
  };
}

/** `at`: in the window, of what is pressed or carried in the mirror. */
function take(tray: Tray, ghost: HTMLElement, phase: HeardItem[1], item: Item, at: [number, number]): void {
  ghost.hidden = phase !== "carry";
  if (phase === "press") return tray.put(item);
  const isOver = tray.over(...at);
  if (phase !== "carry") tray.left();
  if (phase === "drop" && isOver) tray.put(item, at);
  if (phase !== "carry") return;
  ghost.textContent = item.title || item.path;
  ghost.style.translate = `${at[0]}px ${at[1]}px`;
}
