// The committees of the partnership, by level, on any date.

import { Card, Heading, Tag } from "@digdir/designsystemet-react";
import { Link } from "wouter";
import { type Body, useBodies } from "../api/queries.ts";
import { DateInAddress, useDateInAddress } from "../parts/DateInAddress.tsx";
import { Page } from "../parts/Page.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { useSay } from "../words.ts";

export function Bodies() {
  const say = useSay();
  const at = useDateInAddress();
  const bodies = useBodies(at);
  return (
    <Page title={say("bodies")} help={say("bodies_help")}>
      <DateInAddress />
      <Await query={bodies}>
        {({ items }) => (items.length ? levels(items).map(([level, members]) => <Level key={level} members={members} at={at} />) : <Empty title={say("bodies_empty")} />)}
      </Await>
      <RegisterActions kind="body" opens />
    </Page>
  );
}

function levels(bodies: Body[]): [number, Body[]][] {
  const sorted = [...bodies].sort((a, b) => a.name.localeCompare(b.name, "nb"));
  return [...new Set(bodies.map((body) => body.level))].sort().map((level) => [level, sorted.filter((body) => body.level === level)]);
}

function Level({ members, at }: { members: Body[]; at: string | undefined }) {
  const say = useSay();
  return (
    <ul className="cards grid">
      {members.map((body) => (
        <li key={body.id}>
          <Card asChild>
            <Link href={`/utvalg/${body.id}${at ? `?dato=${at}` : ""}`}>
              <Heading level={2} data-size="2xs">{body.name}</Heading>
              {!!body.composition_gaps?.length && <Tag data-size="sm" data-color="warning">{say("gaps")}</Tag>}
            </Link>
          </Card>
        </li>
      ))}
    </ul>
  );
}
