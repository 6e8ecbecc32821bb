// Agreement stated in a meeting: who was there, both sides or not, point by point; registered in one press.

import { Alert, Field, Label, Select } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import type { Schemas } from "../api/client.ts";
import { type Case, useCase, useMe } from "../api/queries.ts";
import { isLive, type Round } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { idOf } from "../form/fields.tsx";
import type { Schema } from "../form/schema.ts";
import { attending, Attendance, type Present, Sides, stillMay, whoMeets } from "../parts/Attendance.tsx";
import { MeetingDay, PutForward, useMeeting } from "../parts/meeting.tsx";
import { Page } from "../parts/Page.tsx";
import { Await } from "../parts/States.tsx";
import { showDate, today } from "../text/dates.ts";
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

function Stating({ of, roundId, account }: { of: Case; roundId: string; account: string }) {
  const say = useSay();
  const { round, action, meeting, change, heldOn, body, mayMeet, page, form } = useMeeting<Meeting>({
    of, roundId, account, command: "state_agreement", keptAs: "meeting", initial: meetingOf, title: say("agreement_screen"),
  });
  const seats = body?.seats;
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

  if (!round || !action || !isLive(round)) return <Page {...page} help={say("agreement_help")}><Alert data-color="info">{say("round_over")}</Alert></Page>;
  return (
    <Page {...page} help={say("agreement_help")}>
      <PutForward subject={round.subject} />
      <MeetingDay value={meeting.date} change={(date) => change({ date })} />
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
        given={given}
        unanswered={chair ? {} : { "/chair": say("chair") }}
        {...form}
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
