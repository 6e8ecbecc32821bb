// One thing registered in a register, by its derived form.

import { useMemo } from "react";
import { useLocation, useSearchParams } from "wouter";
import { post } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { useBody } from "../api/queries.ts";
import { commandPath, isRegister, type Register, useDescribed } from "../api/registers.ts";
import { isSetAside } from "../api/waiting.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { type Field, fieldsOf, type Schema } from "../form/schema.ts";
import { type Payload, startOf } from "../form/values.ts";
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
  const [asked] = useSearchParams();
  const change = asked.get("endring");
  const { commands } = useDescribed(register);
  const schema = commands.find((each) => each.name === command)?.schema;
  const [address, word] = homes[register];
  const fields = useMemo(() => (schema ? fieldsOf(schema) : []), [schema]);
  const body = useBody(fields.some(isPoint) ? id : undefined);
  const initial = useMemo(() => {
    const point = body.data?.follow_ups?.find((each) => each.id === asked.get("follow_up"));
    return startOf(fields, point as Payload | undefined, asked, isPoint);
  }, [fields, body.data, asked]);
  if (!commands.length || body.isLoading) return <Loading />;
  if (!schema) return <NotFound />;
  const title = schema.title ?? "";
  const form = schema["x-opens"] && !id ? withId(schema, say("new_id")) : schema;
  const about = { body: names.body, fund: names.fund, agreement: names.party, organisation: () => "", accounts: () => "" }[register](id ?? "");
  return (
    <Page narrow back={{ to: address(id), name: say(word) }} above={id && about} title={title}>
      <CommandForm
        schema={form}
        press={title}
        about={["register", register, id ?? "", command, ...asked.values()]}
        {...(change && { given: { waiting_change: change } })}
        subject={register === "body" ? { body: id } : {}}
        initial={initial}
        send={({ new_id, ...payload }, { version: _, ...how }) => post(commandPath(register, command, id ?? (new_id as string | undefined)), payload, how)}
        done={(answer) => {
          notice(title, isSetAside((answer as Answer).entries?.[0]) ? "needs_second_person" : "done");
          go(address(id));
        }}
      />
    </Page>
  );
}

const isPoint = (field: Field) => field.reference === "follow_up";

/** What is not there yet has a place of its own from then on. */
const withId = (schema: Schema, title: string): Schema => ({
  ...schema,
  properties: { ...schema.properties, new_id: { type: "string", title, "x-new": true } },
  required: [...(schema.required ?? []), "new_id"],
  "x-order": ["new_id", ...(schema["x-order"] ?? Object.keys(schema.properties ?? {}))],
});
