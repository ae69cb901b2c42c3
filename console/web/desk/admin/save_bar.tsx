/** What is to be saved, taken back or thrown away, and what somebody else has done meanwhile. */
import type { Language } from "../../viewer/boot";
import { wordsOf } from "./fields";
import type { PartStore } from "./part_store";
import { SETTINGS_TEXTS } from "./texts";
import type { PartName } from "./types";

export function SaveBar({ store, name, lang }: { store: PartStore; name: PartName; lang: Language }) {
  const texts = SETTINGS_TEXTS[lang];
  const draft = store.drafts[name];
  if (!draft) return null;
  const isUnsaved = store.isUnsaved(name);
  if (draft.theirs) return <Clash store={store} name={name} lang={lang} />;
  const look = isUnsaved ? "unsaved" : draft.state;
  return (
    <div class={`save-bar ${look}`}>
      <p class="save-state" role="status">
        {draft.state === "saving"
          ? texts.saving
          : isUnsaved
            ? draft.restored
              ? texts.restored
              : texts.unsaved
            : draft.state === "saved"
              ? texts.saved
              : ""}
      </p>
      <p class="save-problem" role="alert">
        {draft.problem && wordsOf(draft.problem, lang)}
      </p>
      {draft.base.version > 0 && (
        <button
          type="button"
          class="quiet save-reset"
          title={texts.resetHint}
          disabled={draft.state === "saving"}
          onClick={() => void store.reset(name)}
        >
          {texts.reset}
        </button>
      )}
      <button type="button" class="quiet" disabled={draft.past.length === 0} onClick={() => store.undo(name)}>
        {texts.undo}
      </button>
      <button type="button" class="button" disabled={!isUnsaved} onClick={() => store.discard(name)}>
        {texts.discard}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={!isUnsaved || draft.state === "saving"}
        onClick={() => void store.save(name)}
      >
        {texts.save}
      </button>
    </div>
  );
}

function Clash({ store, name, lang }: { store: PartStore; name: PartName; lang: Language }) {
  const texts = SETTINGS_TEXTS[lang];
  return (
    <div class="save-bar unsaved clash">
      <p class="save-state" role="alert">
        {texts.clash}
      </p>
      <button type="button" class="button" onClick={() => store.takeTheirs(name)}>
        {texts.takeTheirs}
      </button>
      <button type="button" class="button primary" onClick={() => void store.keepMine(name)}>
        {texts.keepMine}
      </button>
    </div>
  );
}
