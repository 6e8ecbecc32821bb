import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useAccess } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { Await } from "./States.tsx";

/** Who may read the case, and as what: for whoever handles or audits it. To others, as what they read it themselves. */
export function WhoReads({ id }: { id: string }) {
  const say = useSay();
  const [asked, setAsked] = useState(false);
  return (
    <Details data-size="sm" onToggle={() => setAsked(true)}>
      <Details.Summary>{say("who_reads")}</Details.Summary>
      <Details.Content>{asked && <Readers id={id} />}</Details.Content>
    </Details>
  );
}

function Readers({ id }: { id: string }) {
  const say = useSay();
  return (
    <Await query={useAccess(id)}>
      {({ text, everyone, readers }) =>
        readers
          ? (
            <>
              {everyone && <Paragraph data-size="sm">{say("everyone_reads")}</Paragraph>}
              <ul className="plain">
                {readers.map(({ person, as }) => <li key={person.id + as}>{person.name ?? person.position} <span className="note">{as}</span></li>)}
              </ul>
            </>
          )
          : <Paragraph data-size="sm">{text}</Paragraph>}
    </Await>
  );
}
