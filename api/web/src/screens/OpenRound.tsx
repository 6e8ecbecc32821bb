// A matter is taken up: in a meeting, with those who are there, or in writing by a date.

import { Alert, Fieldset, Radio, Textfield } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { community, post } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { type Case, useBody, useCase, useMe } from "../api/queries.ts";
import { isLive } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { draftName, dropDraft } from "../form/draft.ts";
import { idOf } from "../form/fields.tsx";
import { fieldsOf, type Schema } from "../form/schema.ts";
import { useBegun } from "../form/useBegun.ts";
import { useKept } from "../form/useKept.ts";
import { attending, Attendance, expected, mayMeetIn, type Present, Sides, stillMay } from "../parts/Attendance.tsx";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { ProposedDecision } from "../parts/ProposedDecision.tsx";
import { Await } from "../parts/States.tsx";
import { parseDate, showDate, today } from "../text/dates.ts";
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

const actionIn = (of: Case) => of.actions.find((each) => each.command === "open_round");

function Opening({ of: latest, roundId, account }: { of: Case; roundId: string; account: string }) {
  const say = useSay();
  const names = useNames();
  const [, go] = useLocation();
  const { seen: of, begin, renew } = useBegun(latest, (now) => actionIn(now) !== undefined);
  const round = of.rounds[roundId];
  const action = actionIn(of);
  const keptAs = draftName(community, account, "opening", of.id, roundId);
  const [meeting, keep] = useKept<Meeting>(keptAs, { procedure: "meeting", date: showDate(today()) });
  const change = (part: Partial<Meeting>) => {
    begin();
    keep(part);
  };
  const meets = meeting.procedure === "meeting";
  const heldOn = parseDate(meeting.date);
  const body = useBody(round?.body, heldOn).data;
  const mayMeet = useMemo(() => mayMeetIn(of), [of]);
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

  const title = action?.label ?? of.title;
  const page = { back: { to: `/saker/${of.id}`, name: of.title }, above: round?.body && names.body(round.body), title };
  if (!round || !action || !isLive(round)) return <Page {...page}><Alert data-color="info">{say("round_over")}</Alert></Page>;
  const procedure = fieldsOf(schema).find(({ name }) => name === "procedure");
  return (
    <Page {...page}>
      <p>{say("proposal")}: <strong>{round.subject.title}</strong>, {say("version", { v: round.subject.version }).toLowerCase()}</p>
      {round.subject.proposed_decision && <ProposedDecision points={round.subject.proposed_decision} />}
      <Fieldset>
        <Fieldset.Legend>{procedure?.label}</Fieldset.Legend>
        {procedure?.choices?.map(({ value, label }) => <Radio key={value} name="procedure" value={value} label={label} checked={meeting.procedure === value} onChange={() => change({ procedure: value })} />)}
      </Fieldset>
      {meets && <Textfield id={idOf("/held_on")} className="date-field" label={say("meeting_date")} description={say("date_help")} inputMode="numeric" value={meeting.date} onChange={(event) => change({ date: event.target.value })} error={heldOn ? undefined : say("bad_date")} />}
      {meets && body?.seats && (
        <>
          <Attendance seats={body.seats} mayMeet={mayMeet} present={present} change={(next) => change({ present: next })} />
          <Sides seats={body.seats} present={present} />
        </>
      )}
      <CommandForm
        schema={schema}
        press={title}
        about={["case", of.id, "open_round"]}
        subject={{ case: of, body: round.body, at: heldOn }}
        given={given}
        unanswered={!meets || heldOn ? {} : { "/held_on": say("meeting_date") }}
        version={of.version}
        latest={latest.version}
        begin={begin}
        renew={renew}
        send={(payload, how) => post(`/cases/${of.id}/commands/open_round`, payload, how)}
        done={() => {
          dropDraft(localStorage, keptAs);
          notice(title);
          go(`/saker/${of.id}`);
        }}
      />
    </Page>
  );
}
