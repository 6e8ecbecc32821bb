// A grant frame by year: figures, where the money is as a bar, and the postings behind each figure.

import { Button, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { useState } from "react";
import { yearlyTable, type Schemas } from "../api/client.ts";
import { nameOf, useNames } from "../api/names.ts";
import { useFund, useFunds } from "../api/queries.ts";
import { save } from "../parts/DocumentLink.tsx";
import { Due } from "../parts/Due.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { showDate } from "../text/dates.ts";
import { showKroner } from "../text/money.ts";
import { useSay } from "../words.ts";

type Fund = Schemas["fund"];
type Year = Fund["years"][number];
type Posting = Fund["postings"][number];

/** Each figure: the field, the ledger account behind it, and whether the account is a source, which is negative. */
const figures = [
  ["allocated", "frame", -1],
  ["carried_in", "brought", -1],
  ["repaid", "repaid", -1],
  ["committed", "committed", 1],
  ["conditional", "conditional", 1],
  ["paid", "paid", 1],
  ["carried_out", "carried", 1],
  ["free", "free", 1],
] as const;
type Figure = (typeof figures)[number];
const always = new Set(["allocated", "committed", "paid", "free"]);

export function Funds({ id }: { id: string | undefined }) {
  const say = useSay();
  const funds = useFunds();
  return (
    <Await page query={funds}>
      {({ items }) => {
        const chosen = id ?? items[0]?.id;
        if (!chosen) return <Page title={say("funds")}><Empty title={say("funds_empty")} /><RegisterActions kind="fund" opens /></Page>;
        return (
          <Page title={items.find((fund) => fund.id === chosen)?.name ?? say("funds")} above={say("funds")} help={say("funds_help")}>
            {items.length > 1 && <ul className="plain">{items.map((fund) => <li key={fund.id}><To href={`/ramme/${fund.id}`}>{fund.name}</To></li>)}</ul>}
            <Shown key={chosen} id={chosen} />
            <RegisterActions kind="fund" opens />
          </Page>
        );
      }}
    </Await>
  );
}

function Shown({ id }: { id: string }) {
  const [behind, setBehind] = useState<{ year: number; figure: Figure }>();
  return (
    <Await query={useFund(id)}>
      {(fund) => (
        <>
          <Notice />
          <HeldBy fund={fund} />
          <Figures years={fund.years} choose={(year, figure) => setBehind({ year, figure })} />
          {[...fund.years].reverse().map((year) => <Bar key={year.year} of={year} />)}
          <YearlyTables id={id} years={fund.years} />
          {fund.deadlines.length > 0 && <ul className="plain">{fund.deadlines.map((each) => <li key={each.name + each.due}>{each.label} {each.due && <Due date={each.due} />}</li>)}</ul>}
          <RegisterActions kind="fund" id={id} />
          <Postings postings={fund.postings} behind={behind} />
        </>
      )}
    </Await>
  );
}

function HeldBy({ fund }: { fund: Fund }) {
  const say = useSay();
  const names = useNames();
  const { holder } = fund.data as { holder?: string };
  return holder && <p>{say("fund_holder", { party: names.party(holder) })}</p>;
}

function Figures({ years, choose }: { years: Year[]; choose: (year: number, figure: Figure) => void }) {
  const say = useSay();
  const shown = figures.filter(([name]) => always.has(name) || years.some((year) => year[name]));
  return (
    <div className="scrolls"><Table className="table stacked">
      <thead><tr><th scope="col">{say("year")}</th>{shown.map(([name]) => <th key={name} scope="col" className="number">{say(name)}</th>)}</tr></thead>
      <tbody>
        {[...years].reverse().map((year) => (
          <tr key={year.year}>
            <th scope="row">{year.year}{year.settled && <span className="note"> {say("settled")}</span>}</th>
            {shown.map((figure) => (
              <td key={figure[0]} className="number" data-label={say(figure[0])}>
                {year[figure[0]]
                  ? <a className="ds-link" href="#postings" onClick={() => choose(year.year, figure)}>{showKroner(year[figure[0]])}</a>
                  : <span className="note">0 {say("kroner")}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table></div>
  );
}

/** What the RHF asks for in its yearly report. */
function YearlyTables({ id, years }: { id: string; years: Year[] }) {
  const say = useSay();
  const load = async (year: number) => save(await (await yearlyTable(id, year)).blob(), `${id}-${year}.csv`);
  return (
    <p className="tools">
      {[...years].reverse().map(({ year }) => (
        <Button key={year} variant="secondary" data-size="sm" onClick={() => void load(year)}>{say("yearly_table", { year })}</Button>
      ))}
    </p>
  );
}

const parts = ["paid", "committed", "carried_out", "free"] as const;

/** The same figures as a bar; the table says them to those who do not see it. */
function Bar({ of }: { of: Year }) {
  const say = useSay();
  const total = parts.reduce((sum, part) => sum + of[part], 0);
  if (!total) return null;
  let x = 0;
  return (
    <figure className="bar">
      <figcaption>{say("where_money_is", { year: of.year })}</figcaption>
      <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden>
        {parts.map((part) => {
          const width = (1000 * of[part]) / total;
          x += width;
          return <rect key={part} className={part} x={x - width} width={width} height="20" />;
        })}
      </svg>
      <ul>{parts.filter((part) => of[part]).map((part) => <li key={part} className={part}>{say(part)} {showKroner(of[part])}</li>)}</ul>
    </figure>
  );
}

function Postings({ postings, behind }: { postings: Posting[]; behind: { year: number; figure: Figure } | undefined }) {
  const say = useSay();
  const names = useNames();
  const prefix = behind && `${behind.year}:${behind.figure[1]}`;
  const sumOf = (posting: Posting) => {
    const moved = Object.entries(posting.postings as Record<string, number>).sort(([a], [b]) => (a < b ? -1 : 1));
    const year = moved[0]?.[0].slice(0, 5) ?? ""; // what moves into the next year is counted where it left
    const counted = prefix
      ? moved.filter(([account]) => account === prefix || account.startsWith(`${prefix}:`))
      : moved.filter(([account, amount]) => amount > 0 && account.startsWith(year));
    return counted.reduce((sum, [, amount]) => sum + amount, 0) * (behind?.figure[2] ?? 1);
  };
  const shown = postings.map((posting) => ({ posting, amount: sumOf(posting) })).filter(({ amount }) => amount !== 0);
  const caseOf = (posting: Posting) => (posting.payload as { a_case?: string }).a_case;
  return (
    <section id="postings" tabIndex={-1} aria-labelledby="postings-heading">
      <Heading level={2} data-size="xs" id="postings-heading">{behind ? say("postings_of", { what: say(behind.figure[0]).toLowerCase(), year: behind.year }) : say("all_postings")}</Heading>
      {!shown.length && <Paragraph>{say("no_entries")}</Paragraph>}
      {shown.length > 0 && (
        <Table className="table stacked">
          <thead><tr><th scope="col">{say("date")}</th><th scope="col">{say("what")}</th><th scope="col">{say("by_whom")}</th><th scope="col" className="number">{say("amount")}</th></tr></thead>
          <tbody>
            {shown.map(({ posting, amount }) => (
              <tr key={posting.position}>
                <td className="when">{showDate(posting.effective ?? posting.recorded)}</td>
                <td>{posting.label} {caseOf(posting) && <To href={`/saker/${caseOf(posting)}`}>{say("case_word")} {caseOf(posting)}</To>}</td>
                <td>{posting.actor && nameOf(posting.actor)}{posting.on_behalf_of && <span className="note"><br />{say("on_behalf_of", { party: names.party(posting.on_behalf_of) })}</span>}</td>
                <td className="number">{showKroner(amount)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
