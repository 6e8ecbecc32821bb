// A year on one screen: when each body meets, what is not as it should be in the plans, and which days bodies share.

import { Alert, Heading, Paragraph, Table, Tag } from "@digdir/designsystemet-react";
import { useSearchParams } from "wouter";
import type { Schemas } from "../api/client.ts";
import { useMeetings, useWorkflows } from "../api/queries.ts";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { showDate, today } from "../text/dates.ts";
import { useSay } from "../words.ts";

type Year = Schemas["meeting_year"];
type Meeting = Year["meetings"][number];

export function Meetings() {
  const say = useSay();
  const [address] = useSearchParams();
  const year = Number(address.get("aar")) || Number(today().slice(0, 4));
  return (
    <Page title={say("meetings_in", { year })} help={say("meetings_help")} tools={<To href="/oppfolging">{say("all_follow_ups")}</To>}>
      <Notice />
      <Await query={useMeetings(year)}>
        {(found) => (
          <>
            <Years here={year} planned={found.planned_years} />
            {found.plans.length ? <Plans year={found} /> : <Empty title={say("no_plans", { year })}><Begin /></Empty>}
            {found.meetings.length > 0 && <Days meetings={found.meetings} />}
          </>
        )}
      </Await>
    </Page>
  );
}

/** For whoever may. */
function Begin() {
  const plans = useWorkflows().data?.items.find(({ id }) => id === "meeting_plan");
  return plans?.may_begin?.map(({ command, label }) => <To key={command} href={`/saker/ny/${plans.id}/${command}`}>{label}</To>);
}

/** This year, and those for which somebody has planned. */
function Years({ here, planned }: { here: number; planned: number[] }) {
  const say = useSay();
  const all = [...new Set([Number(today().slice(0, 4)), ...planned])].sort();
  if (all.length < 2) return null;
  return (
    <nav aria-label={say("other_years")} className="tools">
      {all.map((year) => year === here ? <strong key={year} aria-current="page">{year}</strong> : <To key={year} href={`/moter?aar=${year}`}>{year}</To>)}
    </nav>
  );
}

function Plans({ year }: { year: Year }) {
  const say = useSay();
  return (
    <section aria-labelledby="plans">
      <Heading level={2} data-size="xs" id="plans">{say("plans")}</Heading>
      <ul className="plain">
        {year.plans.map((plan) => (
          <li key={plan.of_body}>
            <To href={`/saker/${plan.a_case}`}>{plan.name}</To> <Tag data-size="sm" data-color={plan.published ? "success" : "neutral"}>{say(plan.published ? "plan_published" : "plan_draft")}</Tag>
            {plan.findings.length > 0 && (
              <Alert data-color="warning" data-size="sm">
                {plan.findings.map((finding) => <Paragraph key={finding}>{finding}</Paragraph>)}
              </Alert>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Days({ meetings }: { meetings: Meeting[] }) {
  const say = useSay();
  const now = today();
  const next = meetings.find((meeting) => meeting.day >= now && meeting.published && !meeting.cancelled);
  return (
    <section aria-labelledby="days">
      <Heading level={2} data-size="xs" id="days">{say("days")}</Heading>
      <div className="scrolls"><Table className="table stacked">
        <thead><tr><th scope="col">{say("date")}</th><th scope="col">{say("committee")}</th><th scope="col">{say("meeting_kind")}</th><th scope="col">{say("meeting_notes")}</th></tr></thead>
        <tbody>
          {meetings.map((meeting, index) => (
            <tr key={index} aria-current={meeting === next ? "date" : undefined}>
              <th scope="row" className="when">{meeting.cancelled ? <s>{showDate(meeting.day)}</s> : showDate(meeting.day)}</th>
              <td data-label={say("committee")}>{meeting.a_case ? <To href={`/saker/${meeting.a_case}`}>{meeting.body}</To> : meeting.body}</td>
              <td data-label={say("meeting_kind")}>{meeting.label}{meeting.place && <span className="note"> {meeting.place}</span>}</td>
              <td data-label={say("meeting_notes")}><Notes of={meeting} isNext={meeting === next} /></td>
            </tr>
          ))}
        </tbody>
      </Table></div>
    </section>
  );
}

function Notes({ of, isNext }: { of: Meeting; isNext: boolean }) {
  const say = useSay();
  const prepare = useWorkflows().data?.items.find(({ id }) => id === "meeting")?.may_begin?.[0];
  const mayPrepare = prepare && of.published && !of.a_case && !of.cancelled && of.kind === "ordinary" && of.day >= today();
  if (of.published && !isNext && !mayPrepare && !of.stands && !of.cancelled && !of.moved_from.length && !of.clashes.length && !of.despite_clash) return null;
  return (
    <ul className="plain">
      {isNext && <li><Tag data-size="sm" data-color="info">{say("next_meeting")}</Tag></li>}
      {of.stands && <li><Tag data-size="sm" data-color={of.minutes_missing ? "warning" : "neutral"}>{of.minutes_missing ? say("minutes_missing") : of.stands}</Tag></li>}
      {mayPrepare && <li><To href={`/saker/ny/meeting/${prepare.command}?${new URLSearchParams({ title: `${of.body} ${showDate(of.day)}`, body: of.of_body, day: of.day })}`}>{say("prepare_meeting")}</To></li>}
      {!of.published && <li><Tag data-size="sm" data-color="neutral">{say("plan_draft")}</Tag></li>}
      {of.cancelled && <li>{say("cancelled_because", { why: of.cancelled })}</li>}
      {of.moved_from.map((before, index) => <li key={index}>{say("moved_because", { date: showDate(before.day), why: before.reason })}</li>)}
      {of.clashes.map((clash, index) => (
        <li key={index} className={clash.members_in_common ? undefined : "note"}>
          {say(clash.members_in_common ? "meets_same_day_with" : "meets_same_day", { body: clash.body, n: clash.members_in_common })}
        </li>
      ))}
      {of.despite_clash && <li>{say("held_all_the_same", { why: of.despite_clash })}</li>}
    </ul>
  );
}
