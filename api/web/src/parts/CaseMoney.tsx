// What a case was given, what of it is paid, and what is left: by the accounts of the fund's ledger that end with the case's
// number.

import { Heading } from "@digdir/designsystemet-react";
import { type Case, useFund } from "../api/queries.ts";
import { showKroner } from "../text/money.ts";
import { useSay, type Word } from "../words.ts";
import { To } from "./To.tsx";

export function CaseMoney({ of }: { of: Case }) {
  const say = useSay();
  const fund = typeof of.data.fund === "string" ? of.data.fund : undefined;
  const balances = useFund(fund).data?.balances as Record<string, number> | undefined;
  if (!fund || !balances) return null;
  const sum = (account: string) =>
    Object.entries(balances).filter(([name]) => name.endsWith(`:${account}:${of.id}`)).reduce((total, [, amount]) => total + amount, 0);
  const [committed, conditional, paid] = [sum("committed"), sum("conditional"), sum("paid")];
  const left = committed + conditional;
  if (!left && !paid) return null;
  const { amount: given = left + paid } = (of.data.decision ?? {}) as { amount?: number }; // what has been taken back is given still
  const rows: [Word, number][] = [[conditional ? "conditional" : "committed", given], ["paid", paid], ["left", left]];
  return (
    <section className="money" aria-labelledby="money">
      <Heading level={2} data-size="2xs" id="money">{say("money")}</Heading>
      <dl className="figures">
        {rows.map(([word, amount]) => <div key={word}><dt>{say(word)}</dt><dd>{showKroner(amount)}</dd></div>)}
      </dl>
      <To href={`/ramme/${fund}`}>{say("funds")}</To>
    </section>
  );
}
