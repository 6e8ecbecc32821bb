// A matter is taken up: in a meeting, with those who are there, or in writing by a date.

import { Alert, Fieldset, Radio } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { type Case, useCase, useMe } from "../api/queries.ts";
import { isLive } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { fieldsOf, type Schema } from "../form/schema.ts";
import { attending, Attendance, expected, type Present, Sides, stillMay } from "../parts/Attendance.tsx";
import { MeetingDay, PutForward, useMeeting } from "../parts/meeting.tsx";
import { Page } from "../parts/Page.tsx";
import { Await } from "../parts/States.tsx";
import { showDate, today } from "../text/dates.ts";
import { useSay } from "../words.ts";

export function OpenRound({ id, round }: { id: string; round: string }) {
  const account = useMe().data?.account;
  return <Await page query={useCase(id)}>{(found) => account && <Opening key={account} of={found} roundId={round} account={account} />}</Await>;
}

interface Meeting {
  [name: string]: string | Present | undefined;
  procedure: string;
  date: string;
  present?: Present; // none: those who are expected
}

function Opening({ of, roundId, account }: { of: Case; roundId: string; account: string }) {
  const say = useSay();
  const { round, action, meeting, change, heldOn, body, mayMeet, page, form } = useMeeting<Meeting>({
    of, roundId, account, command: "open_round", keptAs: "opening", initial: () => ({ procedure: "meeting", date: showDate(today()) }), title: of.title,
  });
  const meets = meeting.procedure === "meeting";
  const present = useMemo(() => {
    const seats = body?.seats ?? [];
    return meeting.present ? stillMay(seats, mayMeet, meeting.present) : expected(seats, mayMeet);
  }, [meeting.present, body, mayMeet]);
  const given = useMemo(
    () => (meets
      ? { procedure: "meeting", held_on: heldOn, present: attending(present), deadline: undefined, ...(body?.rule?.voice !== "one_voice" && { speakers: undefined }) }
      : { procedure: "written", held_on: undefined, present: undefined, speakers: undefined }),
    [meets, heldOn, present, body],
  );
  const schema = useMemo(() => {
    const all = (action?.schema ?? {}) as Schema;
    return meets ? all : { ...all, required: [...(all.required ?? []), "deadline"] };
  }, [action, meets]);

  if (!round || !action || !isLive(round)) return <Page {...page}><Alert data-color="info">{say("round_over")}</Alert></Page>;
  const procedure = fieldsOf(schema).find(({ name }) => name === "procedure");
  return (
    <Page {...page}>
      <PutForward subject={round.subject} />
      <Fieldset>
        <Fieldset.Legend>{procedure?.label}</Fieldset.Legend>
        {procedure?.choices?.map(({ value, label }) => <Radio key={value} name="procedure" value={value} label={label} checked={meeting.procedure === value} onChange={() => change({ procedure: value })} />)}
      </Fieldset>
      {meets && <MeetingDay value={meeting.date} change={(date) => change({ date })} />}
      {meets && body?.seats && (
        <>
          <Attendance seats={body.seats} mayMeet={mayMeet} present={present} change={(next) => change({ present: next })} />
          <Sides seats={body.seats} present={present} />
        </>
      )}
      <CommandForm
        schema={schema}
        press={page.title}
        given={given}
        unanswered={!meets || heldOn ? {} : { "/held_on": say("meeting_date") }}
        {...form}
      />
    </Page>
  );
}
