// What may be registered of a body, a fund, an agreement, the organisation. The server says who may when it is tried.

import { Details } from "@digdir/designsystemet-react";
import { type Register, useDescribed } from "../api/registers.ts";
import { useMe } from "../api/queries.ts";
import { settles } from "../api/waiting.ts";
import { useSay } from "../words.ts";
import { To } from "./To.tsx";

export function RegisterActions({ kind, id }: { kind: Register; id?: string }) {
  const say = useSay();
  const commands = useDescribed(kind).commands.filter(({ name }) => !settles(name));
  const changesNothing = useMe().data?.roles.every((role) => role.role === "auditor") ?? true;
  if (!commands.length || changesNothing) return null;
  return (
    <Details>
      <Details.Summary>{say("register_change")}</Details.Summary>
      <Details.Content>
        <ul className="plain">
          {commands.map(({ name, schema }) => <li key={name}><To href={`/registrer/${kind}/${name}${id ? `/${id}` : ""}`}>{schema.title ?? ""}</To></li>)}
        </ul>
      </Details.Content>
    </Details>
  );
}
