/** What others do, said to whoever does not see it: who comes, who goes, and which page is shown. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ViewerModel } from "./model";
import { shownName } from "./texts";
import type { ViewerTexts } from "./texts";

interface Before {
  here: Map<string, string>;
  title: string;
}

export function News({ model, texts }: { model: ViewerModel; texts: ViewerTexts }) {
  const before = useRef<Before | null>(null);
  const [words, setWords] = useState("");
  const { participants, title, you, link } = model;
  useEffect(() => {
    if (link.is !== "live") return;
    const others = participants.filter((one) => one.here && one.id !== you);
    const here = new Map(others.map((one) => [one.id, shownName(one, texts)]));
    const news = before.current ? newsBetween(before.current, { here, title }, texts) : [];
    before.current = { here, title };
    if (news.length > 0) setWords(news.join(" "));
  }, [participants, title, link]);
  return (
    <p class="visually-hidden" role="status">
      {words}
    </p>
  );
}

function newsBetween(before: Before, after: Before, texts: ViewerTexts): string[] {
  const came = [...after.here].filter(([id]) => !before.here.has(id));
  const went = [...before.here].filter(([id]) => !after.here.has(id));
  return [
    ...came.map(([, name]) => texts.came(name)),
    ...went.map(([, name]) => texts.went(name)),
    ...(after.title && after.title !== before.title ? [texts.nowOn(after.title)] : []),
  ];
}
