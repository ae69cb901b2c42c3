/** The tools beside the mirror: pressing and typing, or pointing something out. */
import type { Tool } from "../../../alongside/wire/messages";
import { mayLay } from "./beside";
import { toolsFor } from "./model";
import type { ViewerModel } from "./model";
import { Sign } from "./sign";
import type { ViewerTexts } from "./texts";
import type { Viewer } from "./viewer";

interface MarkBarProps {
  viewer: Viewer;
  model: ViewerModel;
  texts: ViewerTexts;
}

type SignName = Tool | "clear" | "beside";

const SIGNS: Record<SignName, string> = {
  point: "M6 4l12 7-5.5 1.3L9.7 17.5z",
  highlight: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 12h6M12 9v6",
  draw: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  look: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  beside: "M4 5h7v14H4zM13 5h7v14h-7z",
  clear: "M7 21h11M5 14l8-9 7 7-8 8H9z",
};

const KEYS: Partial<Record<SignName, string>> = {
  point: "Alt+P",
  highlight: "Alt+I",
  draw: "Alt+R",
  look: "Alt+K",
  clear: "Alt+X",
};

export function MarkBar({ viewer, model, texts }: MarkBarProps) {
  const tools = toolsFor(model);
  if (!tools.length) return null;
  return (
    <div class="mark-bar" role="toolbar" aria-label={texts.tools} aria-orientation="vertical">
      {tools.map((tool) => (
        <ToolButton
          key={tool}
          sign={tool}
          pressed={model.tool === tool}
          words={texts.toolNames[tool]}
          press={() => viewer.marking.choose(tool)}
        />
      ))}
      {mayLay(model) && (
        <ToolButton
          sign="beside"
          pressed={model.choosing}
          words={texts.beside}
          press={() => viewer.choose(!model.choosing)}
        />
      )}
      {model.highlights > 0 && (
        <ToolButton sign="clear" words={texts.clearMarks} press={() => viewer.marking.clear()} />
      )}
    </div>
  );
}

interface ToolButtonProps {
  sign: SignName;
  words: string;
  pressed?: boolean;
  press: () => void;
}

function ToolButton({ sign, words, pressed, press }: ToolButtonProps) {
  return (
    <button
      type="button"
      class="mark-tool"
      aria-pressed={pressed}
      aria-label={words}
      aria-keyshortcuts={KEYS[sign]}
      title={KEYS[sign] ? `${words} (${KEYS[sign]})` : words}
      onClick={press}
    >
      <Sign path={SIGNS[sign]} />
    </button>
  );
}
