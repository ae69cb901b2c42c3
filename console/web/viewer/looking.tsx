/** Parts of the bar and the stage about where one looks: follow or look around, where the shopper is, and which tab. */
import { useEffect, useState } from "preact/hooks";
import type { Tab } from "../../../alongside/wire/messages";
import type { MirrorFrame } from "./mirror_frame";
import { shopperOf } from "./model";
import type { ViewerModel } from "./model";
import type { Direction } from "./sight";
import { givenName } from "./texts";
import type { ViewerTexts } from "./texts";
import type { Viewer } from "./viewer";

interface LookingProps {
  viewer: Viewer;
  model: ViewerModel;
  texts: ViewerTexts;
}

export function FollowSwitch({ viewer, model, texts }: LookingProps) {
  const choices = [
    { free: false, words: texts.follow, hint: texts.followHint },
    { free: true, words: texts.free, hint: texts.freeHint },
  ];
  return (
    <div class="segmented looking" role="radiogroup" aria-label={texts.scrolling} aria-keyshortcuts="Alt+L">
      {choices.map(({ free, words, hint }) => (
        <button
          key={words}
          type="button"
          role="radio"
          aria-checked={model.free === free}
          title={hint}
          onClick={() => viewer.turn(free)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

const ARROWS: Record<Direction, string> = { up: "↑", down: "↓", left: "←", right: "→" };

/** While looking around: the way back to a shopper who is out of sight, and the way to bring them along. */
export function SightChip({ viewer, mirror, model, texts }: LookingProps & { mirror: MirrorFrame }) {
  const [direction, setDirection] = useState<Direction | null>(null);
  const shopper = shopperOf(model);
  const name = givenName(shopper?.name ?? "");
  useEffect(() => {
    mirror.sight.turned = setDirection;
    return () => void (mirror.sight.turned = () => undefined);
  }, [mirror]);
  useEffect(() => mirror.sight.name(shopper, texts.sees(name)), [mirror, shopper, texts]);
  if (!model.free) return null;
  return (
    <>
      {direction && (
        <button type="button" class={`chip sight-chip ${direction}`} onClick={() => viewer.turn(false)}>
          {texts.further(name)[direction]} <span aria-hidden="true">{ARROWS[direction]}</span>
        </button>
      )}
      {model.may.includes("scroll") && (
        <button type="button" class="chip bring-chip" title={texts.bringHint} onClick={() => viewer.bring()}>
          {texts.bring}
        </button>
      )}
    </>
  );
}

/** The shopper's tabs, when there are several; any but the one in use may be asked for. */
export function TabStrip({ viewer, model, texts }: LookingProps) {
  if (model.tabs.length < 2) return null;
  return (
    <ul class="tab-strip" aria-label={texts.tabs}>
      {model.tabs.map((tab) => (
        <li key={tab.id}>
          <TabButton tab={tab} viewer={viewer} model={model} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

function TabButton({ tab, viewer, model, texts }: LookingProps & { tab: Tab }) {
  const title = tab.title || texts.untitledTab;
  const isAsked = model.asking === tab.id;
  const mayAsk = model.may.includes("click") && !tab.active && !isAsked;
  return (
    <button
      type="button"
      class="tab-button"
      aria-current={tab.active ? "true" : undefined}
      disabled={!mayAsk && !tab.active}
      title={mayAsk ? texts.askForTab(title) : tab.url}
      onClick={() => mayAsk && viewer.askForTab(tab.id)}
    >
      <span class="tab-title">{title}</span>
      {tab.active && <span class="tab-note">{texts.tabInUse}</span>}
      {isAsked && <span class="tab-note">{texts.askedForTab}</span>}
    </button>
  );
}
