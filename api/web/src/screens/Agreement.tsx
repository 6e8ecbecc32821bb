// Agreement stated in a meeting: who was there, both sides or not, point by point; registered in one press.

import { Alert, Field, Label, Select, Textfield } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { community, post, type Schemas } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { type Case, useBody, useCase, useMe } from "../api/queries.ts";
import { isLive, type Round } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { draftName, dropDraft } from "../form/draft.ts";
import { idOf } from "../form/fields.tsx";
import type { Schema } from "../form/schema.ts";
import { useBegun } from "../form/useBegun.ts";
import { useKept } from "../form/useKept.ts";
import { attending, Attendance, mayMeetIn, type Present, Sides, stillMay, whoMeets } from "../parts/Attendance.tsx";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { ProposedDecision } from "../parts/ProposedDecision.tsx";
import { Await } from "../parts/States.tsx";
import { parseDate, showDate, today } from "../text/dates.ts";
import { useSay } from "../words.ts";

type Stated = Pick<Schemas["command.case.state_agreement"], "decision" | "held_on" | "chair" | "present">;

export function Agreement({ id, round }: { id: string; round: string }) {
  const account = useMe().data?.account;
  return <Await page query={useCase(id)}>{(found) => account && <Stating key={account} of={found} roundId={round} account={account} />}</Await>;
}

/** Who is present, and the fields of the meeting as typed. */
interface Meeting {
  [name: string]: string | Present;
  date: string;
  chair: string;
  present: Present;
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
  const mayMeet = useMemo(() => mayMeetIn(of), [of]);
  const present = useMemo(() => stillMay(seats ?? [], mayMeet, meeting.present), [seats, mayMeet, meeting.present]);
  const mayChair = seats?.filter((seat) => seat.id in present && seat.side !== "advisory") ?? [];
  const leader = mayChair.find((seat) => seat.holder?.function === "leader");
  const chair = (mayChair.find((seat) => seat.id === meeting.chair) ?? leader)?.id ?? "";

  const given = useMemo(
    () => ({
      decision: round?.decision ?? "decision",
      held_on: heldOn ?? "",
      chair,
      present: attending(present),
      // Neither asked nor sent where there is nothing to say of it.
      ...(round?.fixed_text && { amended: undefined }),
      ...(body?.rule?.voice !== "one_voice" && { speakers: undefined }),
    } satisfies Stated & Record<string, unknown>),
    [round, body, heldOn, chair, present],
  );

  const title = action?.label ?? say("agreement_screen");
  const page = { back: { to: `/saker/${of.id}`, name: of.title }, above: round?.body && names.body(round.body), title, help: say("agreement_help") };
  if (!round || !action || !isLive(round)) return <Page {...page}><Alert data-color="info">{say("round_over")}</Alert></Page>;
  return (
    <Page {...page}>
      <p>{say("proposal")}: <strong>{round.subject.title}</strong>, {say("version", { v: round.subject.version }).toLowerCase()}</p>
      {round.subject.proposed_decision && <ProposedDecision points={round.subject.proposed_decision} />}
      <Textfield className="date-field" label={say("meeting_date")} description={say("date_help")} inputMode="numeric" value={meeting.date} onChange={(event) => change({ date: event.target.value })} error={heldOn ? undefined : say("bad_date")} />
      {seats && <Attendance seats={seats} mayMeet={mayMeet} present={present} change={(next) => change({ present: next })} />}
      {seats && <Sides seats={seats} present={present} />}
      {seats && (
        <Field className="date-field">
          <Label>{say("chair")}</Label>
          <Select id={idOf("/chair")} value={chair} onChange={(event) => change({ chair: event.target.value })}>
            <Select.Option value="">{say("choose")}</Select.Option>
            {mayChair.map((seat) => <Select.Option key={seat.id} value={seat.id}>{whoMeets(seat, present[seat.id])}</Select.Option>)}
          </Select>
        </Field>
      )}
      {mayChair.length > 0 && !chair && <Alert data-size="sm" data-color="warning" role="status">{say("no_chair")}</Alert>}
      <CommandForm
        schema={action.schema as Schema}
        press={say(`press_${round.decision}`)}
        about={["case", of.id, "state_agreement"]}
        subject={{ case: of, body: round.body, at: heldOn }}
        given={given}
        unanswered={chair ? {} : { "/chair": say("chair") }}
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
