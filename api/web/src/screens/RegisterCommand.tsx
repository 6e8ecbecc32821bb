// One thing registered in a register, by its derived form.

import { useLocation, useSearchParams } from "wouter";
import { post } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { commandPath, isRegister, type Register, useDescribed } from "../api/registers.ts";
import { isSetAside } from "../api/waiting.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import type { Schema } from "../form/schema.ts";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Loading, NotFound } from "../parts/States.tsx";
import { useSay, type Word } from "../words.ts";

const homes: Record<Register, [address: (id?: string) => string, Word]> = {
  body: [(id) => (id ? `/utvalg/${id}` : "/utvalg"), "bodies"],
  fund: [(id) => (id ? `/ramme/${id}` : "/ramme"), "funds"],
  agreement: [() => "/avtaler", "agreements"],
  organisation: [() => "/administrasjon", "administration"],
  accounts: [() => "/administrasjon", "administration"],
};

interface Answer {
  entries?: { set: unknown }[];
}

interface Props {
  kind: string;
  command: string;
  id: string | undefined;
}

export function RegisterCommand({ kind, ...rest }: Props) {
  return isRegister(kind) ? <Shown register={kind} {...rest} /> : <NotFound />;
}

function Shown({ register, command, id }: { register: Register } & Omit<Props, "kind">) {
  const say = useSay();
  const names = useNames();
  const [, go] = useLocation();
  const change = useSearchParams()[0].get("endring");
  const { commands } = useDescribed(register);
  const schema = commands.find((each) => each.name === command)?.schema;
  const [address, word] = homes[register];
  if (!commands.length) return <Loading />;
  if (!schema) return <NotFound />;
  const title = schema.title ?? "";
  const form = schema["x-opens"] && !id ? withId(schema, say("new_id")) : schema;
  const about = { body: names.body, fund: names.fund, agreement: names.party, organisation: () => "", accounts: () => "" }[register](id ?? "");
  return (
    <Page narrow back={{ to: address(id), name: say(word) }} above={id && about} title={title}>
      <CommandForm
        schema={form}
        press={title}
        about={["register", register, id ?? "", command, ...(change ? [change] : [])]}
        {...(change && { given: { waiting_change: change } })}
        subject={register === "body" ? { body: id } : {}}
        send={({ new_id, ...payload }, { version: _, ...how }) => post(commandPath(register, command, id ?? (new_id as string | undefined)), payload, how)}
        done={(answer) => {
          notice(title, isSetAside((answer as Answer).entries?.[0]) ? "needs_second_person" : "done");
          go(address(id));
        }}
      />
    </Page>
  );
}

/** What is not there yet has a place of its own from then on. */
const withId = (schema: Schema, title: string): Schema => ({
  ...schema,
  properties: { ...schema.properties, new_id: { type: "string", title, "x-new": true } },
  required: [...(schema.required ?? []), "new_id"],
  "x-order": ["new_id", ...(schema["x-order"] ?? Object.keys(schema.properties ?? {}))],
});
