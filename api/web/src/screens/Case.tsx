// A case: where it stands, what may be done now, who is asked, the text, the money, the papers, what happened.

import { Alert, Button, Details, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { Problem } from "../api/client.ts";
import { useDomain } from "../api/domain.ts";
import { nameOf, useCaseNames, useNames } from "../api/names.ts";
import { type Case as TheCase, useAccess, useBodies, useCase, useHistory, useMe, useParties, useWorkflow } from "../api/queries.ts";
import { inOrder, isLive } from "../api/rounds.ts";
import { Printer } from "../icons.ts";
import { Actions } from "../parts/Actions.tsx";
import { Agenda } from "../parts/Agenda.tsx";
import { CaseMoney } from "../parts/CaseMoney.tsx";
import { DataList, Known } from "../parts/DataList.tsx";
import { Documents } from "../parts/Documents.tsx";
import { Due } from "../parts/Due.tsx";
import { Entries } from "../parts/Entries.tsx";
import { Handler } from "../parts/Handler.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Papers } from "../parts/Papers.tsx";
import { RoundCard } from "../parts/RoundCard.tsx";
import { after, Await, Loading, NotFound } from "../parts/States.tsx";
import { StateLine } from "../parts/StateLine.tsx";
import { TextVersions } from "../parts/TextVersions.tsx";
import { To } from "../parts/To.tsx";
import { WhoReads } from "../parts/WhoReads.tsx";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";

export function Case({ id }: { id: string }) {
  const found = useCase(id);
  const all = after(found, useWorkflow(found.data?.workflow.id), useHistory({ of: "cases", id }), useMe(), useParties(), useBodies());
  if (found.error instanceof Problem && found.error.status === 404) return <Closed id={id} />;
  return <Await page query={all}>{(of) => <Shown of={of} />}</Await>;
}

/** Not there, or not for me: the server says which, as far as I may know. */
function Closed({ id }: { id: string }) {
  const { data } = useAccess(id);
  return data ? <NotFound detail={data.text} /> : <Loading />;
}

function Shown({ of }: { of: TheCase }) {
  const say = useSay();
  const names = useNames();
  const domain = useDomain(of.workflow.id);
  const { data } = useHistory({ of: "cases", id: of.id });
  const entries = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return (
    <Page
      back={{ to: "/saker", name: say("cases") }}
      above={`${say("case_word")} ${of.id} · ${of.workflow.label}`}
      title={of.title}
      tools={<Button variant="tertiary" onClick={() => print()}><Printer aria-hidden /> {say("print")}</Button>}
    >
      <Notice />
      <StateLine of={of} entries={entries} />
      <Handler of={of} />
      {of.deadlines[0] && <p className="on-phone">{of.deadlines[0].label} {of.deadlines[0].due && <Due date={of.deadlines[0].due} />}</p>}
      {of.exceptions.map((exception, index) => (
        <Alert key={index} data-color="warning" data-size="sm" className="exception">
          <Heading level={2} data-size="2xs">{say("exceptions")}: {exception.label}, {showDate(exception.recorded)}{exception.waits && ` – ${say("exception_waits")}`}</Heading>
          <Paragraph>{exception.reason}</Paragraph>
          <Paragraph data-size="sm">{say("asked_by", { name: nameOf(of.people[exception.person]) })}</Paragraph>
        </Alert>
      ))}
      <div className="two">
        <div className="first-column">
          <Actions of={of} />
          <Papers of={of} />
          <Agenda of={of} />
          <Rounds of={of} />
          <TextVersions of={of} entries={entries} />
          <Facts of={of} />
          <Documents of={of} />
          <section aria-labelledby="latest">
            <Heading level={2} data-size="xs" id="latest">{say("latest")}</Heading>
            <Entries entries={entries.slice(-5).reverse()} stage={domain?.stage} />
            <To href={`/historikk?sak=${of.id}`}>{say("whole_history")}</To>
          </section>
        </div>
        <aside className="second-column">
          <section>
            <Heading level={2} data-size="2xs">{say("deadlines")}</Heading>
            {of.deadlines.length
              ? <ul className="plain">{of.deadlines.map((deadline) => <li key={deadline.name + deadline.due}>{deadline.label}<br />{deadline.due && <Due date={deadline.due} />}</li>)}</ul>
              : <Paragraph data-size="sm">{say("no_deadlines")}</Paragraph>}
          </section>
          <CaseMoney of={of} />
          <section>
            <Heading level={2} data-size="2xs">{say("details")}</Heading>
            <dl className="facts">
              {of.body && <div><dt>{say("body")}</dt><dd><To href={`/utvalg/${of.body}`}>{names.body(of.body)}</To></dd></div>}
              <div><dt>{say("archive_owner")}</dt><dd>{names.party(of.archive_owner)}</dd></div>
              <div><dt>{say("access")}</dt><dd>{say(of.access === "community" ? "access_community" : "access_restricted")}</dd></div>
            </dl>
            <WhoReads id={of.id} />
          </section>
          {of.simulated && (
            <Details data-size="sm">
              <Details.Summary><Tag data-size="sm" data-color="neutral">{say("simulated")}</Tag></Details.Summary>
              <Details.Content>{of.simulated}</Details.Content>
            </Details>
          )}
        </aside>
      </div>
    </Page>
  );
}

function Rounds({ of }: { of: TheCase }) {
  const say = useSay();
  const rounds = inOrder(of.rounds);
  if (!rounds.length) return null;
  const shown = rounds.filter(([, round], index) => isLive(round) || index === 0);
  const earlier = rounds.filter((each) => !shown.includes(each));
  return (
    <section aria-labelledby="rounds">
      <Heading level={2} data-size="xs" id="rounds">{say(rounds[0]![1].kind === "hearing" ? "what_is_said" : "who_agree")}</Heading>
      {shown.map(([id, round]) => <RoundCard key={id} of={of} id={id} round={round} />)}
      {earlier.length > 0 && (
        <Details>
          <Details.Summary>{say("earlier_rounds")}</Details.Summary>
          <Details.Content>{earlier.map(([id, round]) => <RoundCard key={id} of={of} id={id} round={round} />)}</Details.Content>
        </Details>
      )}
    </section>
  );
}

const elsewhere = ["title", "text", "body", "documents", "exceptions", "rule", "access", "archive_owner", "handler", "taken_from", "simulated", "items", "questions"];

function Facts({ of }: { of: TheCase }) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const { seat } = useCaseNames(of);
  if (!domain) return null;
  return (
    <section aria-labelledby="facts">
      <Heading level={2} data-size="xs" id="facts">{say("details")}</Heading>
      <Known.Provider value={{ fields: domain.fields, people: of.people, seat, caseId: of.id }}>
        <DataList data={of.data} without={elsewhere} />
      </Known.Provider>
    </section>
  );
}
