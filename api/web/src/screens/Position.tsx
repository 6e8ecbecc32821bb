// A member takes a position, on a phone the evening before: what is asked, the words, the papers, the answer.

import { Alert, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { document as fetchDocument } from "../api/client.ts";
import { useDomain } from "../api/domain.ts";
import { useNames } from "../api/names.ts";
import { type Case, useBodies, useCase, useMe, useWorkflow } from "../api/queries.ts";
import { digestOf, liveRound, type Round } from "../api/rounds.ts";
import { PositionForm } from "../form/PositionForm.tsx";
import { useBegun } from "../form/useBegun.ts";
import { DocumentLink } from "../parts/DocumentLink.tsx";
import { Due } from "../parts/Due.tsx";
import { Page } from "../parts/Page.tsx";
import { commandPlace, helpOf } from "../parts/places.ts";
import { after, Await } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { showDate } from "../text/dates.ts";
import { ProposedDecision } from "../parts/ProposedDecision.tsx";
import { useSay } from "../words.ts";

export function Position({ id, round }: { id: string; round: string }) {
  const found = useCase(id);
  const all = after(found, useWorkflow(found.data?.workflow.id), useMe(), useBodies());
  return <Await page query={all}>{(of) => <Asked of={of} roundId={round} />}</Await>;
}

function Asked({ of: latest, roundId }: { of: Case; roundId: string }) {
  const say = useSay();
  const { seen: of, begin, renew } = useBegun(latest, () => true);
  const names = useNames();
  const me = useMe().data;
  const round = of.rounds[roundId];
  const place = [round?.body && names.body(round.body), `${say("case_word")} ${of.id}`].filter(Boolean).join(" · ");
  const mine = Object.entries(round?.electorate ?? {}).filter(([, elector]) => elector.person === me?.person.id);
  return (
    <Page narrow back={{ to: `/saker/${of.id}`, name: say("case_word") }} above={place} title={of.title}>
      {round?.status !== "open"
        ? <Over of={of} round={round} />
        : (
          <>
            {round.deadline && <Due date={round.deadline} />}
            <Paragraph>{say("asked_to", { title: round.subject.title, v: round.subject.version })}</Paragraph>
            <Proposal of={of} round={round} />
            <Papers of={of} />
            {me && !mine.length && <Alert data-color="info">{say("not_asked")}</Alert>}
            {me && mine.map(([seat, elector]) => (
              <section key={seat}>
                {mine.length > 1 && <Heading level={2} data-size="xs">{say("as_seat", { seat: elector.represents ?? "" })}</Heading>}
                <Answer of={of} roundId={roundId} round={round} seat={seat} account={me.account} begin={begin} renew={renew} />
              </section>
            ))}
          </>
        )}
    </Page>
  );
}

/** A text that was replaced leads to the one that is asked about now. */
function Over({ of, round }: { of: Case; round: Round | undefined }) {
  const say = useSay();
  const live = liveRound(of.rounds);
  if (round?.status !== "superseded" || live?.[1].status !== "open") return <Alert data-color="info">{say("round_over")}</Alert>;
  return (
    <Alert data-color="warning">
      <Paragraph>{say("text_changed")}</Paragraph>
      <To href={`/saker/${of.id}/standpunkt/${live[0]}`}>{say("take_position")}</To>
    </Alert>
  );
}

/** The words that are asked about, in points; else what the file says, where it can be read here. */
function Proposal({ of, round }: { of: Case; round: Round }) {
  const say = useSay();
  const digest = digestOf(round.subject);
  const points = round.subject.proposed_decision ?? [];
  const { data } = useQuery({
    queryKey: ["words", digest],
    queryFn: async () => {
      const file = await (await fetchDocument(digest, { case: of.id })).blob();
      return file.type.startsWith("text/plain") ? file.text() : "";
    },
    staleTime: Infinity,
    enabled: digest !== "" && !points.length,
  });
  return (
    <section className="proposal" aria-labelledby="proposal">
      <Heading level={2} data-size="2xs" id="proposal">{say("proposal")}</Heading>
      <ProposedDecision points={points.length ? points : [data || say("proposal_in_papers")]} />
    </section>
  );
}

function Papers({ of }: { of: Case }) {
  const say = useSay();
  const papers = of.documents.filter((each) => !each.withdrawn && !each.erasure?.on);
  return (
    <Details>
      <Details.Summary>{say("papers", { n: papers.length })}</Details.Summary>
      <Details.Content>
        <ul className="plain">
          {papers.map((paper, index) => <li key={index}><DocumentLink digest={paper.digest} title={paper.title} of={{ case: of.id }} /></li>)}
        </ul>
      </Details.Content>
    </Details>
  );
}

interface AnswerProps {
  of: Case;
  roundId: string;
  round: Round;
  seat: string;
  account: string;
  begin: () => void;
  renew: () => void;
}

function Answer({ of, roundId, round, seat, account, begin, renew }: AnswerProps) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const taken = round.positions?.[seat];
  const others = ["demand_meeting", "declare_recusal", "add_remark"];
  const actions = of.actions.filter((action) => others.includes(action.command) && action.standing !== "closed");
  if (!domain) return null;
  return (
    <>
      {taken && (
        <Alert data-color="success" role="status">
          <Heading level={2} data-size="2xs">{say("registered_position", { position: domain.choice(taken.position) || say("recused_word") })}</Heading>
          <Paragraph>{round.deadline ? say("change_until", { date: showDate(round.deadline) }) : say("changeable")}</Paragraph>
        </Alert>
      )}
      {taken?.position !== "recused" && (
        <PositionForm
          key={seat}
          caseId={of.id}
          roundId={roundId}
          round={round}
          seat={seat}
          account={account}
          taken={taken}
          begin={begin}
          renew={renew}
          choices={domain.fields.get("position")?.choices ?? []}
        />
      )}
      {actions.length > 0 && (
        <ul className="plain others">
          {actions.map(({ command, label }) => {
            const help = helpOf(command);
            return <li key={command}><To href={commandPlace(of.id, command)}>{label}</To>{help && <p className="help">{say(help)}</p>}</li>;
          })}
        </ul>
      )}
    </>
  );
}
