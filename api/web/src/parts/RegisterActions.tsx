// What the reader may register of a body, a fund, an agreement, the organisation.

import { Details } from "@digdir/designsystemet-react";
import { useRegisterActions } from "../api/queries.ts";
import type { Register } from "../api/registers.ts";
import type { Schema } from "../form/schema.ts";
import { settles } from "../api/waiting.ts";
import { useSay } from "../words.ts";
import { To } from "./To.tsx";

/** Of one that is there, or, with `opens`, of one to come. */
export function RegisterActions({ kind, id, opens = false }: { kind: Register; id?: string; opens?: boolean }) {
  const say = useSay();
  const actions = useRegisterActions(kind, opens ? "_" : id, opens).data?.actions ?? []; // of what is not there: what opens it
  const commands = actions.filter(({ command, schema }) => !settles(command) && !!(schema as Schema | undefined)?.["x-opens"] === opens);
  if (!commands.length) return null;
  return (
    <Details>
      <Details.Summary>{say(opens ? "register_new" : "register_change")}</Details.Summary>
      <Details.Content>
        <ul className="plain">
          {commands.map(({ command, label }) => <li key={command}><To href={`/registrer/${kind}/${command}${id ? `/${id}` : ""}`}>{label}</To></li>)}
        </ul>
      </Details.Content>
    </Details>
  );
}
