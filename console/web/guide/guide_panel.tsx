/** The same beside a friend's mirror: a button on the bar, and a panel, which on a phone lies over the mirror. */
import type { Language } from "../viewer/boot";
import { maySuggest } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import type { Viewer } from "../viewer/viewer";
import { GuidePart } from "./guide_part";
import { GUIDE_TEXTS } from "./texts";

interface ButtonProps {
  model: ViewerModel;
  lang: Language;
  open: boolean;
  turn: () => void;
}

export function GuideButton({ model, lang, open, turn }: ButtonProps) {
  if (!maySuggest(model)) return null;
  return (
    <button type="button" class="button guide-button" aria-pressed={open} onClick={turn}>
      {GUIDE_TEXTS[lang].open}
    </button>
  );
}

interface PanelProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
  open: boolean;
  close: () => void;
}

/** What was found stays while it is hidden. */
export function GuidePanel({ open, close, ...props }: PanelProps) {
  const texts = GUIDE_TEXTS[props.lang];
  return (
    <aside class="talk" aria-label={texts.title} hidden={!open}>
      <header class="talk-top">
        <h2>{texts.title}</h2>
        <button type="button" class="quiet" aria-label={texts.close} title={texts.close} onClick={close}>
          ×
        </button>
      </header>
      <GuidePart {...props} />
    </aside>
  );
}
