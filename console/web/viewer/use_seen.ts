/** The pages that were shown in a session, as the live host keeps them, whoever came in when. */
import { useEffect, useState } from "preact/hooks";
import type { SeenPage } from "../../../alongside/ui/goods";
import type { ViewerModel } from "./model";
import type { Viewer } from "./viewer";

/** The latest first, the page at hand before all others, each once. What cannot be had is as it was before. */
export function useSeen(viewer: Viewer, { url, title }: ViewerModel): SeenPage[] {
  const [trail, setTrail] = useState<SeenPage[]>([]);
  useEffect(() => {
    if (!url) return;
    let isOver = false;
    viewer.seen().then(
      (pages) => isOver || setTrail(pages),
      () => undefined,
    );
    return () => void (isOver = true);
  }, [viewer, url, title]);
  return url ? nowFirst({ url, title, at: 0 }, trail) : trail;
}

/** The host tells of a page sooner than the trail has it. */
export function nowFirst(now: SeenPage, trail: readonly SeenPage[]): SeenPage[] {
  const known = trail.find(({ url }) => url === now.url);
  return [{ ...known, ...now, at: known?.at ?? now.at }, ...trail.filter(({ url }) => url !== now.url)];
}
