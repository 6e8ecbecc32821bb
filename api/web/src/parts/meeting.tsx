// What the screens of a matter in a meeting share: it is taken up there, and agreement is stated.

import { Textfield } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { community, post } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { type Case, useBody } from "../api/queries.ts";
import type { Round } from "../api/rounds.ts";
import { draftName, dropDraft } from "../form/draft.ts";
import { idOf } from "../form/fields.tsx";
import { useBegun } from "../form/useBegun.ts";
import { useKept } from "../form/useKept.ts";
import type { Payload, Values } from "../form/values.ts";
import { parseDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { mayMeetIn } from "./Attendance.tsx";
import { notice } from "./Notice.tsx";
import { ProposedDecision } from "./ProposedDecision.tsx";

interface Asked<M> {
  of: Case;
  roundId: string;
  account: string;
  command: string;
  /** Names what is kept of the meeting on this machine. */
  keptAs: string;
  initial: (round: Round | undefined) => M;
  /** The title where the command is not there any more. */
  title: string;
}

/** The case as it was when somebody began to fill in, the meeting as typed, and what the page and the form are given. */
export function useMeeting<M extends Values & { date: string }>({ of: latest, roundId, account, command, keptAs, initial, title: otherwise }: Asked<M>) {
  const names = useNames();
  const [, go] = useLocation();
  const actionIn = (one: Case) => one.actions.find((each) => each.command === command);
  const { seen: of, begin, renew } = useBegun(latest, (now) => actionIn(now) !== undefined);
  const round = of.rounds[roundId];
  const action = actionIn(of);
  const draft = draftName(community, account, keptAs, of.id, roundId);
  const [meeting, keep] = useKept<M>(draft, initial(round));
  const heldOn = parseDate(meeting.date);
  const body = useBody(round?.body, heldOn).data;
  const mayMeet = useMemo(() => mayMeetIn(of), [of]);
  const title = action?.label ?? otherwise;
  const back = `/saker/${of.id}`;
  return {
    round,
    action,
    meeting,
    change: (part: Partial<M>) => {
      begin();
      keep(part);
    },
    heldOn,
    body,
    mayMeet,
    page: { back: { to: back, name: of.title }, above: round?.body && names.body(round.body), title },
    form: {
      about: ["case", of.id, command],
      subject: { case: of, body: round?.body, at: heldOn },
      version: of.version,
      latest: latest.version,
      begin,
      renew,
      send: (payload: Payload, how: Parameters<typeof post>[2]) => post(`/cases/${of.id}/commands/${command}`, payload, how),
      done: () => {
        dropDraft(localStorage, draft);
        notice(title);
        go(back);
      },
    },
  };
}

export function PutForward({ subject }: { subject: Round["subject"] }) {
  const say = useSay();
  return (
    <>
      <p>{say("proposal")}: <strong>{subject.title}</strong>, {say("version", { v: subject.version }).toLowerCase()}</p>
      {subject.proposed_decision && <ProposedDecision points={subject.proposed_decision} />}
    </>
  );
}

export function MeetingDay({ value, change }: { value: string; change: (date: string) => void }) {
  const say = useSay();
  return <Textfield id={idOf("/held_on")} className="date-field" label={say("meeting_date")} description={say("date_help")} inputMode="numeric" value={value} onChange={(event) => change(event.target.value)} error={parseDate(value) ? undefined : say("bad_date")} />;
}
