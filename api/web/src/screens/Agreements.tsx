// Which agreement applies for whom on a date; its dates, reviews, notices.

import { Details, Heading, Paragraph, Table, Tag } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import type { Schemas } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { useAgreements } from "../api/queries.ts";
import { DateInAddress, useDateInAddress } from "../parts/DateInAddress.tsx";
import { DocumentLink } from "../parts/DocumentLink.tsx";
import { Due } from "../parts/Due.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";

type Pair = Schemas["agreement_list"]["items"][number];
type Agreement = Pair["all"][number];

export function Agreements() {
  const say = useSay();
  const names = useNames();
  const at = useDateInAddress();
  const [address] = useSearchParams();
  const party = address.get("part");
  const agreements = useAgreements(at ? { at } : {});
  return (
    <Page title={say("agreements")} help={say("agreements_help")}>
      <Notice />
      <DateInAddress />
      <Await query={agreements}>
        {({ items }) => {
          const pair = items.find((each) => each.party === party);
          if (pair) return <PairOf pair={pair} />;
          if (!items.length) return <Empty title={say("none_applies")} />;
          const sorted = [...items].sort((a, b) => names.party(a.party).localeCompare(names.party(b.party), "nb"));
          return <List pairs={sorted} at={at} />;
        }}
      </Await>
    </Page>
  );
}

function List({ pairs, at }: { pairs: Pair[]; at: string | undefined }) {
  const say = useSay();
  const names = useNames();
  return (
    <Table className="table stacked">
      <thead><tr><th scope="col">{say("municipality")}</th><th scope="col">{say("applies")}</th><th scope="col">{say("next_deadline")}</th></tr></thead>
      <tbody>
        {pairs.map((pair) => {
          const deadline = pair.deadlines[0];
          return (
            <tr key={pair.party}>
              <th scope="row"><To href={`/avtaler?part=${pair.party}${at ? `&dato=${at}` : ""}`}>{names.party(pair.party)}</To></th>
              <td>{pair.applies ? <>{pair.applies.title} <span className="note">{say("version", { v: pair.applies.version }).toLowerCase()} · {say("in_force", { date: showDate(pair.applies.in_force_from) })}</span></> : <span className="note">{say("none_applies")}</span>}</td>
              <td>{deadline && <>{deadline.label}<br />{deadline.due && <Due date={deadline.due} />}</>}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function PairOf({ pair }: { pair: Pair }) {
  const say = useSay();
  const names = useNames();
  return (
    <>
      <p><To href="/avtaler">{say("back_to", { place: say("agreements").toLowerCase() })}</To></p>
      <Heading level={2} data-size="sm">{say("earlier_agreements", { party: names.party(pair.party) })}</Heading>
      {pair.deadlines.length > 0 && <ul className="plain">{pair.deadlines.map((each) => <li key={each.name + each.due}>{each.label} {each.due && <Due date={each.due} />}</li>)}</ul>}
      {[...pair.all].reverse().map((each, index) => <One key={index} party={pair.party} of={each} applies={sameAgreement(each, pair.applies)} />)}
      <Disputes all={pair.disputes} />
      <RegisterActions kind="agreement" id={pair.party} />
    </>
  );
}

const sameAgreement = (a: Agreement, b: Agreement | undefined) => a.version === b?.version && a.concluded_on === b.concluded_on;

function One({ party, of, applies }: { party: string; of: Agreement; applies: boolean }) {
  const say = useSay();
  const names = useNames();
  const dated = (word: "concluded" | "in_force" | "submitted" | "ends_on", date: string | undefined): ReactNode => date && <li>{say(word, { date: showDate(date) })}</li>;
  return (
    <article className="round">
      <div className="round-head">
        <Heading level={3} data-size="2xs">{of.title}, {say("version", { v: of.version }).toLowerCase()}</Heading>
        {applies && <Tag data-size="sm" data-color="success">{say("applies")}</Tag>}
      </div>
      <DocumentLink digest={of.document.digest} title={of.document.title} of={{ agreement: party }} />
      {of.signed_document && <p>{say("signed", { date: showDate(of.signed_on!) })}: <DocumentLink digest={of.signed_document.digest} title={of.signed_document.title} of={{ agreement: party }} /></p>}
      <ul className="plain">
        {dated("concluded", of.concluded_on)}
        {dated("in_force", of.in_force_from)}
        {dated("submitted", of.submitted_on)}
        {of.submission_unknown && <li>{say("submission_unknown")}</li>}
        {of.notice_received && <li>{say("notice", { date: showDate(of.notice_received) })}{of.notice_by && ` (${names.party(of.notice_by)})`}</li>}
        {dated("ends_on", of.ends_on)}
        {of.a_case && <li><To href={`/saker/${of.a_case}`}>{say("case_word")} {of.a_case}</To></li>}
      </ul>
      {of.reviews.map((review, index) => <Paragraph key={index} data-size="sm">{say("reviewed", { date: showDate(review.reviewed_on) })}: {review.note}</Paragraph>)}
      {of.addenda.map((addendum, index) => <p key={index}>{say("addendum")}: <DocumentLink digest={addendum.document.digest} title={addendum.title} of={{ agreement: party }} /></p>)}
      <Disputes all={of.disputes} />
    </article>
  );
}

function Disputes({ all }: { all: Agreement["disputes"] }) {
  const say = useSay();
  const names = useNames();
  return (
    <>
      {all.map((dispute, index) => (
        <Details key={index}>
          <Details.Summary>{say("dispute")}, {names.party(dispute.raised_by)}, {showDate(dispute.raised_on)}</Details.Summary>
          <Details.Content>{dispute.about}{dispute.statement && <p className="quote">{dispute.statement}</p>}{dispute.resolved_on && <p>{say("dispute_settled", { date: showDate(dispute.resolved_on) })}: {dispute.settlement}</p>}</Details.Content>
        </Details>
      ))}
    </>
  );
}
