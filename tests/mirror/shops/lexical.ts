/** An editor of Lexical's, as shops have them for notes and reviews. `window.text()` tells its document as marked text. */
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $getRoot, $isElementNode, $isTextNode, createEditor, type LexicalNode } from "lexical";

const editor = createEditor({
  onError: (error) => {
    throw error;
  },
});
editor.setRootElement(document.getElementById("editor"));
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);

function told(node: LexicalNode): string {
  if ($isElementNode(node)) return node.getChildren().map(told).join("");
  const text = node.getTextContent();
  return $isTextNode(node) && node.hasFormat("bold") ? `*${text}*` : text;
}

/** Paragraphs one a line, bold text between stars. */
const text = () => editor.getEditorState().read(() => $getRoot().getChildren().map(told).join("\n"));
Object.assign(window, { text });
