/**
 * The person's hands on the mirror of one frame: their events become acts for the host page. The mirror itself stays inert: no link, form
 * or box does anything here but what the host's answer brings. Who may not act sees what the host sees, its scrolling included.
 */
import { Editables } from "./hands_editable";
import { Fields } from "./hands_fields";
import { followKeys } from "./hands_keys";
import { Pending } from "./hands_pending";
import { followPointer } from "./hands_pointer";
import { Scrolling } from "./hands_scroll";
import { Selecting } from "./hands_selection";
import { Suggestions } from "./hands_suggest";
import type { Hands, HandsContext } from "./hands_types";
import { Pickers } from "./pickers";

export function attachHands(context: HandsContext): Hands {
  const stop = new AbortController();
  const pending = new Pending((action) => context.send(action));
  const selecting = new Selecting(context, stop.signal);
  const editables = new Editables(context, pending, selecting);
  const fields = new Fields(context, pending, editables, stop.signal);
  const scrolling = new Scrolling(context, pending, stop.signal);
  const pickers = new Pickers(context, pending, stop.signal);
  const suggestions = new Suggestions(context, stop.signal, (field) => fields.choose(field));
  /** Before an act that may be about it: where the caret is, and what is selected. */
  const sync = (element: Element | null) => {
    if (element) fields.sync(element);
    selecting.sync();
  };
  followPointer(context, { pending, pickers, sync }, stop.signal);
  followKeys(context, { pending, editables, sync }, { pickers, suggestions }, stop.signal);
  fields.listen(context.document, stop.signal);
  context.onRoot((root) => {
    if (stop.signal.aborted) return;
    scrolling.listen(root);
    fields.listen(root, stop.signal);
  });
  return {
    done: (seq, result) => pending.done(seq, result),
    caret: (places) => editables.caret(places),
    isPending: (node) => pending.isPending(node),
    onSettled: (callback) => pending.onSettled(callback),
    scrolled: (node, x, y) => scrolling.scrolled(node, x, y),
    detach() {
      stop.abort();
      pending.clear();
    },
  };
}
