/** An editor of ProseMirror's, as shops have them for notes and reviews. `window.text()` tells its document as marked text. */
import { baseKeymap, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const bold = toggleMark(schema.marks.strong);
const plugins = [history(), keymap({ "Mod-b": bold, "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];
const view = new EditorView(document.getElementById("editor"), {
  state: EditorState.create({ schema, plugins }),
});

/** Paragraphs one a line, bold text between stars. */
function text(): string {
  const lines: string[] = [];
  view.state.doc.forEach((paragraph) => {
    let line = "";
    paragraph.forEach((node) => {
      line += node.marks.length ? `*${node.text}*` : (node.text ?? "/");
    });
    lines.push(line);
  });
  return lines.join("\n");
}
Object.assign(window, { text });
