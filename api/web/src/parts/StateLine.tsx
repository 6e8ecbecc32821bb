// Where a case stands: where it has been, here, what may follow. From its history and its workflow's transitions.

import { Heading } from "@digdir/designsystemet-react";
import { type Case, type Entry, useWorkflow } from "../api/queries.ts";
import { useSay } from "../words.ts";

/** The stages that a case has been in, in order; one that it returned to counts from the last time. */
export function pathOf(entries: Entry[]): string[] {
  const path: string[] = [];
  for (const { to } of entries) {
    if (!to) continue;
    const before = path.indexOf(to);
    if (before >= 0) path.splice(before);
    path.push(to);
  }
  return path;
}

export function StateLine({ of, entries }: { of: Case; entries: Entry[] }) {
  const say = useSay();
  const workflow = useWorkflow(of.workflow.id).data;
  if (!workflow) return null;
  const label = (name: string) => workflow.states.find((state) => state.name === name)?.label ?? "";
  const been = pathOf(entries).filter((name) => name !== of.state.name);
  const follow = [...new Set(workflow.transitions.filter((each) => each.from === of.state.name && each.to !== of.state.name).map((each) => each.to))];
  const next = follow.filter((name) => !been.includes(name));
  return (
    <section className="state-line">
      <Heading level={2} data-size="2xs" className="visually-hidden">{say("course")}</Heading>
      <ol>
        {been.map((name) => <li key={name} className="been"><span className="visually-hidden">{say("been")}: </span>{label(name)}</li>)}
        <li className="here" aria-current="step"><span className="visually-hidden">{say("here")}: </span>{of.state.label}</li>
      </ol>
      {next.length > 0 && <p className="next"><span>{say("may_follow")}:</span> {next.map(label).join(" · ")}</p>}
    </section>
  );
}
