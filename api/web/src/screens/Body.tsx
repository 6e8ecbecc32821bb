// Who sits in a committee on a date, whom they represent, under which rule, and what is not as the rule says.

import { Alert, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { useDescribed } from "../api/registers.ts";
import { nameOf, useCaseNames, useNames } from "../api/names.ts";
import { type Body as TheBody, type Seat, useBody, useHistory } from "../api/queries.ts";
import { Known } from "../parts/DataList.tsx";
import { DateInAddress, useDateInAddress } from "../parts/DateInAddress.tsx";
import { Entries } from "../parts/Entries.tsx";
import { EntryContent } from "../parts/EntryContent.tsx";
import { FollowUps } from "../parts/FollowUps.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { Await } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { WaitingChanges } from "../parts/WaitingChanges.tsx";
import { showDate } from "../text/dates.ts";
import { useSay, type Word } from "../words.ts";

export function Body({ id }: { id: string }) {
  return <Await page query={useBody(id, useDateInAddress())}>{(body) => <Shown body={body} />}</Await>;
}

function Shown({ body }: { body: TheBody }) {
  const say = useSay();
  const described = useDescribed("body");
  const names = useNames();
  const pages = useHistory({ of: "bodies", id: body.id }).data?.pages ?? [];
  const entries = pages.flatMap((page) => page.items);
  const people = Object.assign({}, ...pages.map((page) => page.people));
  const { seat } = useCaseNames({ people, body: body.id });
  return (
    <Page back={{ to: "/utvalg", name: say("bodies") }} title={body.name}>
      <Notice />
      <DateInAddress />
      {!!body.composition_gaps?.length && (
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">{say("gaps")}</Heading>
          {body.composition_gaps.map((gap) => <Paragraph key={gap.kind}>{say("gap", { kind: gap.label, n: gap.appointed, m: gap.by_rule })}</Paragraph>)}
        </Alert>
      )}
      {!!body.findings?.length && (
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">{say("to_look_at")}</Heading>
          {body.findings.map((finding) => <Paragraph key={finding}>{finding}</Paragraph>)}
        </Alert>
      )}
      {body.area.length > 0 && <Paragraph className="note">{described.label("area")}: {names.parties(body.area)}</Paragraph>}
      <section aria-labelledby="members">
        <Heading level={2} data-size="xs" id="members">{say("members")}</Heading>
        {body.seats?.length ? <Seats seats={body.seats} /> : <Paragraph>{say("no_seats")}</Paragraph>}
      </section>
      <section aria-labelledby="follow-ups">
        <Heading level={2} data-size="xs" id="follow-ups">{say("follow_ups")}</Heading>
        <FollowUps of={body} />
      </section>
      <CoveredTasks body={body} />
      <Rule body={body} />
      <WaitingChanges kind="body" id={body.id} seat={seat} />
      <RegisterActions kind="body" id={body.id} />
      <section aria-labelledby="changes">
        <Heading level={2} data-size="xs" id="changes">{say("changes")}</Heading>
        <Known.Provider value={{ fields: described.fields, people, seat }}>
          <Entries entries={entries.slice(-8).reverse()} more={(entry) => <EntryContent entry={entry} />} />
        </Known.Provider>
        <To href={`/historikk?register=bodies/${body.id}`}>{say("whole_history")}</To>
      </section>
    </Page>
  );
}

function Seats({ seats }: { seats: Seat[] }) {
  const say = useSay();
  const described = useDescribed("body");
  const names = useNames();
  return (
    <Table className="table stacked">
      {(["municipalities", "trust", "advisory"] as const).map((side) => {
        const members = seats.filter((seat) => seat.side === side);
        return members.length > 0 && (
          <tbody key={side}>
            <tr><th colSpan={4} scope="rowgroup">{say(`side_${side}`)}</th></tr>
            {members.map((seat) => (
              <tr key={seat.id}>
                <td>
                  {seat.represents ?? names.parties(seat.parties)}
                  {seat.parties.length > 1 && <span className="note"><br />{names.parties(seat.parties)}</span>}
                  {seat.nominated_by && <span className="note"><br />{described.label("nominated_by")}: {seat.nominated_by}</span>}
                </td>
                <td>{seat.holder ? <To href={`/personer/${seat.holder.person.id}`}>{nameOf(seat.holder.person)}</To> : <span className="note">{say("seat_vacant")}</span>}</td>
                <td>{seat.holder && <>{say(seat.holder.function as Word)}{seat.holder.tenure && ` (${described.choice(seat.holder.tenure)})`} <span className="note">{say("seat_since", { date: showDate(seat.holder.valid_from) })}{seat.holder.valid_to && ` ${say("seat_until", { date: showDate(seat.holder.valid_to) })}`}{seat.holder.source && <><br />{say("basis")}: {seat.holder.source}</>}</span></>}</td>
                <td>{seat.substitutes.length > 0 && <span className="note">{say("substitutes")}: {seat.substitutes.map(({ person }) => nameOf(person)).join("; ")}</span>}</td>
              </tr>
            ))}
          </tbody>
        );
      })}
    </Table>
  );
}

// Which of the body's tasks the year's cases are about (catalogue 25 and 26).
function CoveredTasks({ body: { tasks, at } }: { body: TheBody }) {
  const say = useSay();
  if (!tasks?.length) return null;
  return (
    <section aria-labelledby="tasks">
      <Heading level={2} data-size="xs" id="tasks">{say("tasks_and_cases", { year: at.slice(0, 4) })}</Heading>
      <dl className="data">
        {tasks.map(({ label, cases }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{cases.length ? cases.map((id) => <To key={id} href={`/saker/${id}`}>{say("case_word")} {id}</To>).flatMap((link, i) => (i ? ["; ", link] : [link])) : <span className="note">{say("no_case_about_it")}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Rule({ body: { rule } }: { body: TheBody }) {
  const say = useSay();
  const names = useNames();
  const described = useDescribed("body");
  if (!rule) return <Paragraph>{say("no_rule")}</Paragraph>;
  const { valid_from, version, basis, composition: _, deciding_kinds, drawn_kinds, leader_term, ...settings } = rule;
  return (
    <section aria-labelledby="rule">
      <Heading level={2} data-size="xs" id="rule">{say("rule", { v: version, date: showDate(valid_from) })}</Heading>
      <dl className="data">
        {Object.entries(settings).map(([name, value]) => (
          <div key={name}><dt>{described.label(name)}</dt><dd>{typeof value === "boolean" ? say(value ? "yes" : "no") : [value].flat().map(described.choice).join(", ")}</dd></div>
        ))}
        {leader_term && <div><dt>{described.label("leader_term")}</dt><dd>{leader_term}</dd></div>}
        {!!deciding_kinds?.length && <div><dt>{described.label("deciding_kinds")}</dt><dd>{deciding_kinds.map(({ kind, side }) => `${described.choice(kind)} (${say(`side_${side}` as Word)})`).join(", ")}</dd></div>}
        {!!drawn_kinds?.length && <div><dt>{described.label("drawn_kinds")}</dt><dd>{drawn_kinds.map(({ kind, body }) => `${described.choice(kind)} (${names.body(body)})`).join(", ")}</dd></div>}
        {basis && <div><dt>{say("basis")}</dt><dd>{basis}</dd></div>}
      </dl>
    </section>
  );
}
