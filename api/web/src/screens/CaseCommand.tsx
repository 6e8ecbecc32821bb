// One thing done in a case, by the form that its schema describes.

import { Alert, Paragraph } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { useLocation, useSearchParams } from "wouter";
import { post } from "../api/client.ts";
import { type Case, useCase } from "../api/queries.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { type Field, fieldsOf, type Schema } from "../form/schema.ts";
import { useBegun } from "../form/useBegun.ts";
import { type Payload, startOf } from "../form/values.ts";
import { Basis } from "../parts/Basis.tsx";
import { CaseMoney } from "../parts/CaseMoney.tsx";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { helpOf } from "../parts/places.ts";
import { Proposals } from "../parts/Proposals.tsx";
import { Await } from "../parts/States.tsx";
import { useSay } from "../words.ts";

export function CaseCommand({ id, command }: { id: string; command: string }) {
  return <Await page query={useCase(id)}>{(found) => <Shown of={found} command={command} />}</Await>;
}

function Shown({ of: latest, command }: { of: Case; command: string }) {
  const say = useSay();
  const [, go] = useLocation();
  const actionIn = (a_case: Case) => a_case.actions.find((each) => each.command === command);
  const { seen: of, begin, renew } = useBegun(latest, (now) => actionIn(now) !== undefined);
  const action = actionIn(of);
  const schema = action?.schema as Schema | undefined;
  const fields = useMemo(() => (schema ? fieldsOf(schema) : []), [schema]);
  const [address] = useSearchParams();
  const initial = useMemo(() => startOf(fields, action?.begins as Payload | undefined, address, isItem), [fields, action, address]);
  const help = helpOf(command);
  const back = { to: `/saker/${of.id}`, name: of.title };
  if (!action || !schema) return <Page back={back} title={of.title}><Alert data-color="info">{say("nothing_now")}</Alert></Page>;
  return (
    <Page back={back} above={`${say("case_word")} ${of.id} · ${of.title}`} title={action.label} help={help && say(help)} narrow>
      {action.standing === "closed" && (
        <Alert data-color="warning">
          {action.refusals.map((refusal) => (
            <div key={refusal.code}>
              <Paragraph>{refusal.text}</Paragraph>
              <Basis of={refusal.basis} />
            </div>
          ))}
        </Alert>
      )}
      <Proposals of={of} action={action} />
      {fields.some((field) => field.kind === "money") && <CaseMoney of={of} />}
      <CommandForm
        schema={schema}
        press={action.label}
        about={["case", of.id, command, ...address.values()]}
        subject={{ case: of, round: action.round }}
        given={action.given as Payload}
        initial={initial}
        version={of.version}
        latest={latest.version}
        begin={begin}
        renew={renew}
        costs={action.costs}
        caseAddress={window.location.pathname.replace(/\/gjor\/.*/, "")}
        send={(payload, how) => post(`/cases/${of.id}/commands/${command}`, payload, how)}
        done={() => {
          notice(action.label);
          go(`/saker/${of.id}`);
        }}
      />
    </Page>
  );
}

const isItem = (field: Field) => field.reference === "agenda_item";
