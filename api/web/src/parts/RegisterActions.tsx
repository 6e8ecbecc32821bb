// What may be registered of a body, a fund, an agreement, the organisation. The server says who may when it is tried.

import { Details } from "@digdir/designsystemet-react";
import { type Register, useDescribed } from "../api/registers.ts";
import { useMe } from "../api/queries.ts";
import { settles } from "../api/waiting.ts";
import { useSay } from "../words.ts";
import { To } from "./To.tsx";

/** Of one that is there, or, with `opens`, of one to come. */
export function RegisterActions({ kind, id, opens = false }: { kind: Register; id?: string; opens?: boolean }) {
  const say = useSay();
  const commands = useDescribed(kind).commands.filter(({ name, schema }) => !settles(name) && !!schema["x-opens"] === opens);
  const changesNothing = useMe().data?.roles.every((role) => role.role === "auditor") ?? true;
  if (!commands.length || changesNothing) return null;
  return (
    <Details>
      <Details.Summary>{say(opens ? "register_new" : "register_change")}</Details.Summary>
      <Details.Content>
        <ul className="plain">
          {commands.map(({ name, schema }) => <li key={name}><To href={`/registrer/${kind}/${name}${id ? `/${id}` : ""}`}>{schema.title ?? ""}</To></li>)}
        </ul>
      </Details.Content>
    </Details>
  );
}
