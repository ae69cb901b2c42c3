/** An empty document in the mode the host's is in. The mode can only be set by parsing, so a doctype is written and removed. */
import type { SnapshotMeta } from "../../../alongside/wire/ops";

export function openDocument(
  document: Document,
  compat: SnapshotMeta["compat"],
  doctype: readonly string[] | null,
): void {
  write(document, compat === "BackCompat" ? "<html>" : sourceOf(doctype));
  // XHTML and srcdoc documents follow the standards without a doctype that says so.
  if (document.compatMode !== compat) write(document, "<!doctype html>");
  while (document.firstChild) document.firstChild.remove();
}

function write(document: Document, source: string): void {
  document.open();
  document.write(source);
  document.close();
}

/** The public id makes the difference between standards and "almost standards" mode. */
function sourceOf(doctype: readonly string[] | null): string {
  const [name = "html", publicId = "", systemId = ""] = doctype ?? [];
  const quote = (text: string) => `"${text.replace(/["<>]/g, "")}"`;
  if (publicId) return `<!DOCTYPE ${name} PUBLIC ${quote(publicId)}${systemId ? ` ${quote(systemId)}` : ""}>`;
  return systemId ? `<!DOCTYPE ${name} SYSTEM ${quote(systemId)}>` : "<!DOCTYPE html>";
}
