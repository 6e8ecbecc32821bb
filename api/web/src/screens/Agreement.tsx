// Agreement stated in a meeting: who was there, both sides or not, point by point; registered in one press.

import { Alert, Button, Checkbox, Field, Fieldset, Label, Select, Textfield } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { community, post, type Schemas } from "../api/client.ts";
import { nameOf, useNames } from "../api/names.ts";
import { type Case, type Seat, useBody, useCase, useMe } from "../api/queries.ts";
import { isLive, type Round } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { draftName, dropDraft } from "../form/draft.ts";
import type { Schema } from "../form/schema.ts";
import { useBegun } from "../form/useBegun.ts";
import { useKept } from "../form/useKept.ts";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { ProposedDecision } from "../parts/ProposedDecision.tsx";
import { Await } from "../parts/States.tsx";
import { parseDate, showDate, today } from "../text/dates.ts";
import { useSay } from "../words.ts";

type Stated = Pick<Schemas["command.case.state_agreement"], "decision" | "held_on" | "chair" | "present">;
const sides = ["municipalities", "trust", "advisory"] as const;

export function Agreement({ id, round }: { id: string; round: string }) {
  const account = useMe().data?.account;
  return <Await page query={useCase(id)}>{(found) => account && <Stating key={account} of={found} roundId={round} account={account} />}</Await>;
}

/** The seats present, each with who meets; the fields of the meeting as typed. */
interface Meeting {
  [name: string]: string | Record<string, string>;
  date: string;
  chair: string;
  present: Record<string, string>;
}

const actionIn = (of: Case) => of.actions.find((each) => each.command === "state_agreement");

function Stating({ of: latest, roundId, account }: { of: Case; roundId: string; account: string }) {
  const say = useSay();
  const names = useNames();
  const [, go] = useLocation();
  const { seen: of, begin, renew } = useBegun(latest, (now) => actionIn(now) !== undefined);
  const round = of.rounds[roundId];
  const action = actionIn(of);
  const keptAs = draftName(community, account, "meeting", of.id, roundId);
  const [meeting, keep] = useKept<Meeting>(keptAs, meetingOf(round));
  const change = (part: Partial<Meeting>) => {
    begin();
    keep(part);
  };
  const heldOn = parseDate(meeting.date);
  const body = useBody(round?.body, heldOn).data;
  const seats = body?.seats;
  const leader = seats?.find((seat) => seat.holder?.function === "leader" && seat.id in meeting.present)?.id;
  const chair = meeting.chair || leader || "";

  const given = useMemo(
    () => ({
      decision: round?.decision ?? "decision",
      held_on: heldOn ?? "",
      chair,
      present: Object.entries(meeting.present).map(([seat, person]) => ({ seat, ...(person && { person }) })),
      // Neither asked nor sent where there is nothing to say of it.
      ...(round?.fixed_text && { amended: undefined }),
      ...(body?.rule?.voice !== "one_voice" && { speakers: undefined }),
    } satisfies Stated & Record<string, unknown>),
    [round, body, heldOn, chair, meeting.present],
  );

  const title = action?.label ?? say("agreement_screen");
  const page = { back: { to: `/saker/${of.id}`, name: of.title }, above: round?.body && names.body(round.body), title, help: say("agreement_help") };
  if (!round || !action || !isLive(round)) return <Page {...page}><Alert data-color="info">{say("round_over")}</Alert></Page>;
  return (
    <Page {...page}>
      <p>{say("proposal")}: <strong>{round.subject.title}</strong>, {say("version", { v: round.subject.version }).toLowerCase()}</p>
      {round.subject.proposed_decision && <ProposedDecision points={round.subject.proposed_decision} />}
      <Textfield className="date-field" label={say("meeting_date")} description={say("date_help")} inputMode="numeric" value={meeting.date} onChange={(event) => change({ date: event.target.value })} error={heldOn ? undefined : say("bad_date")} />
      {seats && <Attendance seats={seats} recused={recusedIn(of)} present={meeting.present} change={(present) => change({ present })} />}
      {seats && <Sides seats={seats} present={meeting.present} />}
      {seats && (
        <Field className="date-field">
          <Label>{say("chair")}</Label>
          <Select value={chair} onChange={(event) => change({ chair: event.target.value })}>
            <Select.Option value="">{say("choose")}</Select.Option>
            {seats.filter((seat) => seat.id in meeting.present).map((seat) => <Select.Option key={seat.id} value={seat.id}>{whoMeets(seat, meeting.present[seat.id]!)}</Select.Option>)}
          </Select>
        </Field>
      )}
      <CommandForm
        schema={action.schema as Schema}
        press={say(`press_${round.decision}`)}
        about={["case", of.id, "state_agreement"]}
        subject={{ case: of, body: round.body, at: heldOn }}
        given={given}
        version={of.version}
        latest={latest.version}
        begin={begin}
        renew={renew}
        send={(payload, how) => post(`/cases/${of.id}/commands/state_agreement`, payload, how)}
        done={() => {
          dropDraft(localStorage, keptAs);
          notice(title);
          go(`/saker/${of.id}`);
        }}
      />
    </Page>
  );
}

/** One that was taken up in a meeting keeps those who were there. */
const meetingOf = (round: Round | undefined): Meeting => ({
  date: showDate(round?.held_on ?? today()),
  chair: "",
  present: Object.fromEntries(Object.entries((round?.status === "open" && round.electorate) || {}).map(([seat, elector]) => [seat, elector.stands_in_for ? (elector.person ?? "") : ""])),
});

const whoMeets = (seat: Seat, person: string) =>
  nameOf(seat.substitutes.find((each) => each.person.id === person)?.person ?? seat.holder?.person);

/** Those whom the body has found inhabil in this case: it stands in every round of it. */
const recusedIn = (of: Case) =>
  new Set(Object.values(of.rounds).flatMap((round) => [...(round.recusals ?? []), ...(round.outcome?.recusals ?? [])]).filter((each) => each.disqualified).map((each) => each.person ?? ""));

interface AttendanceProps {
  seats: Seat[];
  recused: ReadonlySet<string>;
  present: Record<string, string>;
  change: (present: Record<string, string>) => void;
}

function Attendance({ seats, recused, present, change }: AttendanceProps) {
  const say = useSay();
  const isRecused = ({ holder }: Seat) => holder !== undefined && recused.has(holder.person.id);
  const held = seats.filter((seat) => seat.holder || seat.substitutes.length);
  const set = (seat: string, here: boolean, person = "") => {
    const { [seat]: _, ...others } = present;
    change(here ? { ...others, [seat]: person } : others);
  };
  return (
    <div className="attendance">
      {sides.map((side) => {
        const members = seats.filter((seat) => seat.side === side);
        return members.length > 0 && (
          <Fieldset key={side}>
            <Fieldset.Legend>{say(`side_${side}`)}</Fieldset.Legend>
            {members.map((seat) => (
              <div key={seat.id} className="attendee">
                {held.includes(seat)
                  ? <Checkbox label={whoMeets(seat, present[seat.id] ?? "")} description={[seat.represents, isRecused(seat) && say("recused_word")].filter(Boolean).join(" – ") || undefined} value={seat.id} checked={seat.id in present} onChange={(event) => set(seat.id, event.target.checked)} />
                  : <span className="note">{seat.represents}: {say("seat_vacant")}</span>}
                {seat.id in present && seat.substitutes.length > 0 && (
                  <Field>
                    <Label>{say("meets_for")}</Label>
                    <Select value={present[seat.id]} onChange={(event) => set(seat.id, true, event.target.value)}>
                      {seat.holder && <Select.Option value="">{nameOf(seat.holder.person)}</Select.Option>}
                      {seat.substitutes.map(({ person }) => <Select.Option key={person.id} value={person.id}>{nameOf(person)} ({say("substitute")})</Select.Option>)}
                    </Select>
                  </Field>
                )}
              </div>
            ))}
          </Fieldset>
        );
      })}
      <Button variant="secondary" onClick={() => change({ ...Object.fromEntries(held.filter((seat) => !isRecused(seat)).map((seat) => [seat.id, ""])), ...present })}>{say("all_present")}</Button>
    </div>
  );
}

function Sides({ seats, present }: Pick<AttendanceProps, "seats" | "present">) {
  const say = useSay();
  return (
    <div role="status" className="sides">
      {(["municipalities", "trust"] as const).map((side) => {
        const name = say(`side_${side}`);
        const here = seats.some((seat) => seat.side === side && seat.id in present);
        return <Alert key={side} data-size="sm" data-color={here ? "success" : "warning"}>{say(here ? "side_here" : "side_absent", { side: name })}</Alert>;
      })}
    </div>
  );
}
