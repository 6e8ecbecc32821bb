// What all committees follow up: by committee, by who has it, or the oldest first.

import { Heading } from "@digdir/designsystemet-react";
import { useSearchParams } from "wouter";
import { nameOf, useNames } from "../api/names.ts";
import { type FollowUp, useFollowUps } from "../api/queries.ts";
import { Points } from "../parts/FollowUps.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { type Word, useSay } from "../words.ts";

const orders = { utvalg: "by_committee", stilling: "by_position", alder: "by_age" } as const satisfies Record<string, Word>;
type Order = keyof typeof orders;
const isOrder = (text: string | null): text is Order => text !== null && text in orders;

export function FollowedUp() {
  const say = useSay();
  const [address] = useSearchParams();
  const asked = address.get("etter");
  const by = isOrder(asked) ? asked : "utvalg";
  return (
    <Page title={say("follow_ups")} help={say("follow_ups_help")} back={{ to: "/moter", name: say("meetings") }}>
      <nav aria-label={say("in_order")} className="tools">
        {(Object.keys(orders) as Order[]).map((order) => order === by ? <strong key={order} aria-current="page">{say(orders[order])}</strong> : <To key={order} href={`/oppfolging?etter=${order}`}>{say(orders[order])}</To>)}
      </nav>
      <Await query={useFollowUps()}>
        {({ items }) => (items.length ? <Ordered points={items} by={by} /> : <Empty title={say("no_follow_ups")} />)}
      </Await>
    </Page>
  );
}

function Ordered({ points, by }: { points: FollowUp[]; by: Order }) {
  const { body } = useNames();
  const ofBody = (point: FollowUp) => <div className="note"><To href={`/utvalg/${point.body}`}>{body(point.body)}</To></div>;
  if (by === "alder") return <Points points={[...points].sort((a, b) => a.since.localeCompare(b.since))} beside={ofBody} />;
  const heading = (point: FollowUp) => (by === "utvalg" ? body(point.body) : point.whose.position || nameOf(point.whose));
  const names = [...new Set(points.map(heading))].sort((a, b) => a.localeCompare(b, "nb"));
  return names.map((name, index) => {
    const group = points.filter((point) => heading(point) === name);
    return (
      <section key={name} aria-labelledby={`group-${index}`}>
        <Heading level={2} data-size="xs" id={`group-${index}`}>{by === "utvalg" ? <To href={`/utvalg/${group[0]?.body}`}>{name}</To> : name}</Heading>
        {by === "utvalg" ? <Points points={group} /> : <Points points={group} beside={ofBody} />}
      </section>
    );
  });
}
