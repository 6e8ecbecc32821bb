// A case as it was after one of its entries or on a day, and what differs from now.

import { Alert, Button, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { useDomain } from "../api/domain.ts";
import { useCaseNames } from "../api/names.ts";
import { type Case, type Moment, useCaseAt } from "../api/queries.ts";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { known, Known, StoredValue } from "./DataList.tsx";
import { Await } from "./States.tsx";

interface Props {
  now: Case;
  when: Moment;
  leave: () => void;
}

export function CaseThen({ now, when, leave }: Props) {
  const say = useSay();
  return (
    <section className="round" aria-labelledby="as-of">
      <div className="round-head">
        <Heading level={2} data-size="xs" id="as-of">{say("as_of")}</Heading>
        <Button variant="tertiary" onClick={leave}>{say("close")}</Button>
      </div>
      <Await query={useCaseAt(now.id, when)}>{(then) => <Differences now={now} then={then} note={"at" in when ? say("as_of_day_note", { date: showDate(when.at) }) : say("as_of_note", { n: when.version })} />}</Await>
    </section>
  );
}

function Differences({ now, then, note }: { now: Case; then: Case; note: string }) {
  const say = useSay();
  const domain = useDomain(now.workflow.id);
  const { seat } = useCaseNames(now);
  if (!domain) return null;
  const before = new Map(known(domain.fields, then.data).map(({ field, value }) => [field.name, value]));
  const after = known(domain.fields, now.data);
  const changed = after.filter(({ field, value }) => field.name !== "documents" && JSON.stringify(value) !== JSON.stringify(before.get(field.name)));
  return (
    <Known.Provider value={{ fields: domain.fields, people: { ...then.people, ...now.people }, seat, caseId: now.id }}>
      <Alert data-color="info" data-size="sm">{note}</Alert>
      <Paragraph>{say("stage")}: <strong>{then.state.label}</strong></Paragraph>
      <Heading level={3} data-size="2xs">{say("changed_since")}</Heading>
      {!changed.length && <Paragraph>{say("no_difference")}</Paragraph>}
      {changed.length > 0 && (
        <Table className="table stacked">
          <thead><tr><td /><th scope="col">{say("then")}</th><th scope="col">{say("now")}</th></tr></thead>
          <tbody>
            {changed.map(({ field, value }) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                <td>{before.has(field.name) ? <StoredValue field={field} value={before.get(field.name)} /> : "–"}</td>
                <td><StoredValue field={field} value={value} /></td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Known.Provider>
  );
}
