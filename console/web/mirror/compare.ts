/** Finds what of a mirror differs from the host's digest. */
import { Digest, isShowing, readFacts, type TreeReader } from "../../../alongside/wire/digest";
import type { Why } from "../../../alongside/wire/messages";
import type { Applier } from "./apply";
import { readState } from "./controls";
import { isOfFullScreen } from "./full_screen";
import { withoutGrey } from "./painting";

const PARTS = ["structure", "text", "attributes", "state", "sheets"] as const satisfies Why[];
const DIGEST = /^(\d+)-(\d+)-(\d+):([\w.]+)$/;

/** Which turn through the tree a digest belongs to. */
export const turnOf = (digest: string): number => Number(DIGEST.exec(digest)?.[3] ?? 0);

/** The parts in which the mirror differs from the digest, "from-to-turn:sums". */
export function compareParts(page: Applier, isPending: (node: Node) => boolean, digest: string): Why[] {
  const [, from, to, turn, sums] = DIGEST.exec(digest) ?? [];
  if (sums === undefined) return [];
  const mine = digestOf(readerOf(page, isPending), Number(from), Number(to), Number(turn)).split(".");
  const theirs = sums.split(".");
  return PARTS.filter((_, i) => mine[i] && theirs[i] && mine[i] !== theirs[i]);
}

function digestOf(tree: TreeReader, from: number, to: number, turn: number): string {
  const digest = new Digest(tree, turn);
  for (let id = from; id <= to; id++) {
    const node = tree.nodeOf(id) as Element | null;
    if (!node || tree.idOf(node) !== id) continue;
    digest.addFacts(readFacts(tree, node, id));
    if (isShowing(node)) digest.addShown(node, id);
  }
  return digest.toString();
}

function readerOf(page: Applier, isPending: (node: Node) => boolean): TreeReader {
  const { nodes, masks, sheets } = page;
  return {
    nodeOf: (id) => nodes.nodeOf(id),
    idOf: (node) => nodes.idOf(node),
    textOf: (text) => (masks.has(text) ? null : text.data),
    attributesOf,
    stateOf: (element) => (isPending(element) ? undefined : readState(element)),
    rulesOf: (node) => sheets.rulesOf(node),
    hide: (text) => text,
  };
}

function attributesOf({ attributes }: Element): readonly string[] {
  const flat: string[] = [];
  for (let i = 0; i < attributes.length; i++) {
    const each = attributes[i]!;
    if (!each.namespaceURI && !isOfFullScreen(each)) flat.push(each.name, asWritten(each.value));
  }
  return flat;
}

/** What came from the host page has an address of its own here, which says what the host has in its place. */
function asWritten(value: string): string {
  return withoutGrey(value)
    .replace(/blob:null\/[\w-]+#([^"')\s]*)/g, (_, written: string) => decodeURIComponent(written))
    .replace(/^#alongside%3A(.*)$/, (_, written: string) => decodeURIComponent(decodeURIComponent(written)));
}
