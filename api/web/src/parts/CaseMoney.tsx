// What the fund holds for a case: the accounts of its ledger that end with the case's number.

import { Heading } from "@digdir/designsystemet-react";
import { type Case, useFund } from "../api/queries.ts";
import { showKroner } from "../text/money.ts";
import { useSay, type Word } from "../words.ts";
import { To } from "./To.tsx";

const accounts: [string, Word][] = [["committed", "committed"], ["conditional", "conditional"], ["paid", "paid"]];

export function CaseMoney({ of }: { of: Case }) {
  const say = useSay();
  const fund = typeof of.data.fund === "string" ? of.data.fund : undefined;
  const balances = useFund(fund).data?.balances as Record<string, number> | undefined;
  if (!fund || !balances) return null;
  const sum = (account: string) =>
    Object.entries(balances).filter(([name]) => name.endsWith(`:${account}:${of.id}`)).reduce((total, [, amount]) => total + amount, 0);
  const rows = accounts.map(([account, word]) => [word, sum(account)] as const).filter(([, amount]) => amount);
  if (!rows.length) return null;
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
