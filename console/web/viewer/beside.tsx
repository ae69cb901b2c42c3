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
import type { ViewerModel } from "./model";
import type { Viewer } from "./viewer";

export type HeardItem = Extract<FromMirror, readonly ["item", ...unknown[]]>;

interface BesideProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
}

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
    viewer.heardItem = (message, at) => take(tray, carried, message, at);
    return () => {
      viewer.heardItem = () => undefined;
      tray.element.remove();
    };
  }, [viewer, lang]);
  const mayGo = model.may.includes("go");
  useEffect(() => {
    if (!mayGo) viewer.choose(false);
  }, [mayGo]);
  return (
    <div class="tray-place" ref={place}>
      <div class="tray-ghost" ref={ghost} aria-hidden="true" hidden />
    </div>
  );
}

function makeTray(viewer: Viewer, model: ViewerModel, lang: Language): Tray {
  const owner = {
    words: trayWordsFor(lang),
    shop: model.url,
    seen: async () => itemsOf(await viewer.seen(), model.url, lang),
    lay: (left: Item, right: Item) => {
      viewer.choose(false);
      viewer.act(["go", addressOf({ left: left.path, right: right.path, shown: "both" })]);
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
function take(tray: Tray, ghost: HTMLElement, [, phase, item]: HeardItem, at: [number, number]): void {
  ghost.hidden = phase !== "carry";
  if (phase === "press") return tray.put(item);
  const isOver = tray.over(...at);
  if (phase !== "carry") tray.left();
  if (phase === "drop" && isOver) tray.put(item, at);
  if (phase !== "carry") return;
  ghost.textContent = item.title || item.path;
  ghost.style.translate = `${at[0]}px ${at[1]}px`;
}
