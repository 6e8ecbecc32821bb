// What committees follow up until it is settled: what, whose it is, by when, and how old it is.

import { Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { nameOf } from "../api/names.ts";
import { type Body, type FollowUp, useBody, useRegisterActions } from "../api/queries.ts";
import { daysBetween, showDate, today } from "../text/dates.ts";
import { count, useSay } from "../words.ts";
import { Due } from "./Due.tsx";
import { To } from "./To.tsx";

/** Of a command of the body: about one of its points. */
const aboutPoint = ["change_follow_up", "settle_follow_up"];

interface Listed {
  points: FollowUp[];
  beside?: (point: FollowUp) => ReactNode;
}
export function Points({ points, beside }: Listed) {
  const say = useSay();
  return (
    <ul className="plain follow-ups">
      {points.map((point) => (
        <li key={`${point.body} ${point.id}`}>
          <div>{point.what}</div>
          <div>{nameOf(point.whose)} <Due date={point.settle_by} /></div>
          <div className="note">
            {say("followed_since", { date: showDate(point.since) })}, {count(say, "days_old", daysBetween(point.since, today()))}
            {point.a_case && <> · <To href={`/saker/${point.a_case}`}>{say("case_word")} {point.a_case}</To></>}
          </div>
          {beside?.(point)}
        </li>
      ))}
    </ul>
  );
}

/** Of one committee, with what may be done with each. */
export function FollowUps({ of }: { of: Body }) {
  const say = useSay();
  const open = useRegisterActions("body", of.id, false).data?.actions.filter(({ command }) => aboutPoint.includes(command)) ?? [];
  if (!of.follow_ups?.length) return <Paragraph data-size="sm">{say("no_follow_ups")}</Paragraph>;
  return (
    <Points points={of.follow_ups}
      beside={(point) => open.length > 0 && <div className="choices">{open.map(({ command, label }) => <To key={command} href={`/registrer/body/${command}/${of.id}?follow_up=${point.id}`} said={`${label}: ${point.what}`}>{label}</To>)}</div>} />
  );
}

/** On the agenda of a meeting that is still to treat them. */
export function FollowUpsOf({ body }: { body: string }) {
  const { data } = useBody(body);
  return data && <FollowUps of={data} />;
}
