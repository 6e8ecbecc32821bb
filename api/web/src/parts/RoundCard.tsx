// «Er partene enige?»: who is asked, who has answered, and what came of it.

import { Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { nameOfSender, useCaseNames, useNames } from "../api/names.ts";
import { useDomain } from "../api/domain.ts";
import type { Case } from "../api/queries.ts";
import { isLive, type Outcome, type Recusal, type Reservation, type Round } from "../api/rounds.ts";
import { showDate } from "../text/dates.ts";
import { useSay, type Word } from "../words.ts";
import { DocumentLink } from "./DocumentLink.tsx";
import { Due } from "./Due.tsx";
import { ProposedDecision } from "./ProposedDecision.tsx";
import { To } from "./To.tsx";

const colors = { waiting: "neutral", open: "accent", carried: "success", not_carried: "warning", closed: "neutral", superseded: "neutral", lapsed: "neutral" } as const;

/** What agreement came to is said by what was asked for: a recommendation decides nothing. */
const standingOf = ({ status, kind, decision }: Round): Word =>
  status === "carried" ? `status_carried_${kind === "consent" || kind === "hearing" ? decision : kind}` : `status_${status}`;

export function RoundCard({ of, id, round }: { of: Case; id: string; round: Round }) {
  const say = useSay();
  const names = useNames();
  const domain = useDomain(of.workflow.id);
  const heldIn = domain?.stage(round.held_in ?? "");
  const proposed = round.subject.proposed_decision;
  return (
    <article className="round">
      <div className="round-head">
        <Heading level={3} data-size="2xs">{say(`round_${round.kind}`)}{round.body && ` · ${names.body(round.body)}`}</Heading>
        <Tag data-size="sm" data-color={colors[round.status]}>{say(standingOf(round))}</Tag>
      </div>
      {heldIn && <p>{heldIn}</p>}
      <p className="note">
        {round.subject.title}, {say("version", { v: round.subject.version }).toLowerCase()}
        {round.procedure && ` · ${say(round.procedure === "meeting" ? "in_meeting" : "in_writing")}`}
        {round.held_on && ` ${showDate(round.held_on)}`}
      </p>
      {proposed && !round.outcome?.points?.length && <ProposedDecision points={proposed} />}
      {isLive(round) && round.deadline && <Due date={round.deadline} />}
      <Answers of={of} id={id} round={round} />
      {round.outcome && <OutcomeOf of={of} round={round} outcome={round.outcome} />}
    </article>
  );
}

function Answers({ of, id, round }: { of: Case; id: string; round: Round }) {
  if (round.kind === "consent") return <Seats of={of} round={round} />;
  if (round.kind === "hearing") return <Statements of={of} round={round} />;
  return <PartiesOf of={of} id={id} round={round} />;
}

function Seats({ of, round }: { of: Case; round: Round }) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const names = useCaseNames(of, round.opened);
  const electorate = Object.entries(round.electorate ?? {});
  if (!electorate.length) return null;
  const positions = round.positions ?? {};
  const recusals = round.recusals ?? [];
  return (
    <>
      <Paragraph data-size="sm">{say("n_of_m", { n: Object.keys(positions).length, m: electorate.length })}</Paragraph>
      {(["municipalities", "trust", "advisory"] as const).map((side) => {
        const members = electorate.filter(([, elector]) => elector.side === side);
        if (!members.length) return null;
        return (
          <div key={side} className="side">
            <Heading level={4} data-size="2xs">{say(`side_${side}`)}</Heading>
            <ul className="answers">
              {members.map(([seat, elector]) => {
                const taken = positions[seat];
                return (
                  <li key={seat}>
                    <span>{names.person(elector.person ?? "")}{elector.represents && <span className="note"> {elector.represents}</span>}</span>
                    <span className="answer">
                      {taken ? <Tag data-size="sm" data-color={taken.position === "agree" ? "success" : "warning"}>{domain?.choice(taken.position) || say("recused_word")}</Tag> : <span className="note">{say("not_answered")}</span>}
                    </span>
                    {recusals.filter((each) => each.seat === seat).map((each, index) => <RecusalOf key={index} recusal={each} ground={domain?.choice(each.ground) ?? ""} />)}
                  {taken?.reason && <p className="quote">{taken.reason}</p>}
                    {taken?.reservation && <ReservationOf reservation={taken.reservation} />}
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </>
  );
}

/** Reported, or ruled on by the body: either way, and on what ground. */
function RecusalOf({ recusal: { disqualified, hjemmel, reasons }, ground }: { recusal: Recusal; ground: string }) {
  const say = useSay();
  const ruled = disqualified !== undefined;
  return (
    <p className="quote">
      {say(ruled ? (disqualified ? "recused_word" : "not_recused_word") : "recusal_reported")}: {ground}
      {ruled && hjemmel && ` (${hjemmel})`}
      {reasons && "value" in reasons && reasons.value && `. ${reasons.value}`}
    </p>
  );
}

function PartiesOf({ of, id, round }: { of: Case; id: string; round: Round }) {
  const say = useSay();
  const parties = Object.values(round.parties ?? {});
  const answered = parties.filter((party) => party.status !== "pending" && party.status !== "sent");
  return (
    <Paragraph data-size="sm">
      {say("n_parties_answered", { n: answered.length, m: parties.length })}.{" "}
      <To href={`/saker/${of.id}/partene/${id}`}>{say("parties_screen")}</To>
    </Paragraph>
  );
}

function Statements({ of, round }: { of: Case; round: Round }) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const statements = Object.entries(round.statements ?? {});
  const asked = round.recipients ?? [];
  const given = new Set(statements.map(([, statement]) => statement.from));
  const name = (id = "") => nameOfSender(of, id, domain?.choice ?? (() => ""));
  const silent = asked.filter(({ target }) => !given.has(target)).map(({ target }) => name(target)).sort((a, b) => a.localeCompare(b, "nb"));
  return (
    <>
      <Paragraph data-size="sm">{say("n_of_m", { n: asked.filter(({ target }) => given.has(target)).length, m: asked.length })}</Paragraph>
      <ul className="answers">
        {statements.map(([key, statement]) => (
          <li key={key}>
            <span>{statement.sender ?? name(statement.from)} <span className="note">{showDate(statement.received)}</span></span>
            {statement.late && <Tag data-size="sm" data-color="warning">{say("late")}</Tag>}
            {statement.summary && <p className="quote">{statement.summary}</p>}
            {statement.document && <DocumentLink digest={statement.document} title={say("reply_from") + " " + (statement.sender ?? name(statement.from))} of={{ case: of.id }} />}
          </li>
        ))}
      </ul>
      {silent.length > 0 && <Paragraph data-size="sm"><span className="note">{say("not_answered")}:</span> {silent.join(", ")}</Paragraph>}
    </>
  );
}

function OutcomeOf({ of, round, outcome }: { of: Case; round: Round; outcome: Outcome }) {
  const say = useSay();
  const names = useCaseNames(of, outcome.on);
  const parties = useNames();
  const domain = useDomain(of.workflow.id);
  const who = (seat = "") => (round.kind === "consent" ? names.seat(seat) : parties.party(seat));
  const present = new Map(outcome.present?.map((each) => [each.seat, each.person]));
  const agreed = outcome.agreed?.map((seat) => (present.has(seat) ? names.person(present.get(seat)!) : who(seat)));
  return (
    <div className="outcome">
      <p className="note">{round.kind === "consent" ? domain?.choice(round.decision) : say(standingOf(round))} {showDate(outcome.on)}</p>
      {outcome.stated_by_chair && <Paragraph data-size="sm">{say("stated_by_chair", { date: showDate(outcome.on) })}</Paragraph>}
      {agreed && agreed.length > 0 && round.kind === "consent" && <Paragraph data-size="sm">{say("present_and_agreed", { names: agreed.join("; ") })}</Paragraph>}
      {outcome.points?.map((point) => <p key={point.number} className="quote">{point.number}. {point.words} ({say(point.result)})</p>)}
      {outcome.against?.map((each) => <p key={each.seat} className="quote">{who(each.seat)}: {each.why}</p>)}
      {Object.entries(outcome.reservations ?? {}).map(([seat, reservation]) => (
        <div key={seat}><span className="note">{say("reservation")}, {who(seat)}</span><ReservationOf reservation={reservation} /></div>
      ))}
      {outcome.recusals?.map((each, index) => <div key={index}><span className="note">{who(each.seat)}</span><RecusalOf recusal={each} ground={domain?.choice(each.ground) ?? ""} /></div>)}
      {outcome.remarks?.map((remark, index) => <p key={index} className="quote">{say("remark")}, {who(remark.seat)}: {remark.text}</p>)}
    </div>
  );
}

function ReservationOf({ reservation }: { reservation: Reservation }) {
  return (
    <p className="quote">
      {reservation.text} {reservation.cleared ? <s>{showDate(reservation.clear_by)}</s> : <Due date={reservation.clear_by} />}
    </p>
  );
}
