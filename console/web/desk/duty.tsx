/** How this rep stands, in the desk's head; and below the queue, who else is here. */
import { useState } from "preact/hooks";
import { STATUSES, sayStatus, useStaff } from "./colleagues";
import type { Colleague, Status } from "./colleagues";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import type { ColleagueTexts } from "./colleague_texts";
import { useTouch } from "./touch";

export const DUTY_ID = "duty";

/** What was chosen shows at once; the list confirms it, or takes it back. */
export function DutySwitch() {
  const { lang, colleagues } = useStaff();
  const texts = COLLEAGUE_TEXTS[lang];
  const self = colleagues.find((one) => one.me);
  const [chosen, setChosen] = useState<Status | null>(null);
  useTouch(self?.byItself ?? false);
  const choose = async (status: Status) => {
    setChosen(status);
    await sayStatus(status).catch(() => undefined);
    setChosen(null);
  };
  const status = chosen ?? self?.status ?? "available";
  return (
    <span class="duty" title={self?.byItself ? texts.byItself : undefined}>
      <StatusDot status={status} />
      <select
        id={DUTY_ID}
        aria-label={texts.status}
        value={status}
        onChange={(event) => void choose(event.currentTarget.value as Status)}
      >
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {texts.statuses[one]}
          </option>
        ))}
      </select>
    </span>
  );
}

export function ColleagueList() {
  const { lang, colleagues } = useStaff();
  const texts = COLLEAGUE_TEXTS[lang];
  const others = colleagues.filter((one) => !one.me);
  return (
    <section class="colleagues queue" aria-label={texts.colleagues}>
      <h2>
        {texts.colleagues} <span class="count">{others.length}</span>
      </h2>
      {others.length === 0 && <p class="queue-none">{texts.alone}</p>}
      <ul>
        {others.map((one) => (
          <li key={one.email} class="colleague">
            <ColleagueFacts one={one} texts={texts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ColleagueFacts({ one, texts }: { one: Colleague; texts: ColleagueTexts }) {
  const watches = one.role === "supervisor";
  const facts = [
    texts.statuses[one.status],
    watches ? texts.roles.supervisor : texts.load(one.sessions, one.capacity),
    ...one.langs.map((lang) => lang.toUpperCase()),
    ...one.skills,
  ];
  return (
    <>
      <StatusDot status={one.status} />
      <span class="colleague-name">{one.name}</span>
      <span class="colleague-facts">{facts.join(" · ")}</span>
    </>
  );
}

export function StatusDot({ status }: { status: Status }) {
  return <span class={`status-dot ${status}`} aria-hidden="true" />;
}
