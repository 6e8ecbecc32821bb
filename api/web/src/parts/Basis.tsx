// What a rule rests on: a provision, as a link to where it stands, or a rule that the community has given itself.

import { Link } from "@digdir/designsystemet-react";
import type { Schemas } from "../api/client.ts";
import { useSay } from "../words.ts";

type OneBasis = NonNullable<Schemas["problem"]["basis"]>[number];

/** Nothing where there is none. */
export function Basis({ of }: { of: readonly OneBasis[] }) {
  const say = useSay();
  const own = of.filter((each) => each.kind === "own_rule");
  const law = of.filter((each) => each.kind !== "own_rule");
  return (
    <>
      {law.length > 0 && (
        <p className="note">
          {say("hjemmel")}:{" "}
          {law.map((each, at) => (
            <span key={each.words}>
              {at > 0 && "; "}
              {each.address ? <Link href={each.address} rel="noreferrer" title={each.title}>{each.words}</Link> : each.words}
            </span>
          ))}
        </p>
      )}
      {own.map((each) => <p className="note" key={each.words}>{say("own_rule", { version: each.version! })}: {each.words}</p>)}
    </>
  );
}

/** On one line, as a table has it. */
export const basisInWords = (all: readonly OneBasis[]) => all.map((each) => each.words).join("; ");
