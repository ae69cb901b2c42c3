/** The pages that the shopper's page has shown since one looks, the latest first. */
import { useEffect, useState } from "preact/hooks";
import type { ViewerModel } from "../viewer/model";
import { withoutDoubles } from "./finding";
import type { FoundPage } from "./finding";

const MOST = 30;

export function useSeenPages({ url, title }: ViewerModel): FoundPage[] {
  const [pages, setPages] = useState<FoundPage[]>([]);
  useEffect(() => {
    if (url) setPages((before) => withoutDoubles([{ url, title }, ...before]).slice(0, MOST));
  }, [url, title]);
  return pages;
}
