// A new case: first what it is about, then the form of the command that begins it.

import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { Link, useLocation, useSearchParams } from "wouter";
import { post } from "../api/client.ts";
import { useWorkflow, useWorkflows } from "../api/queries.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import { type Field, fieldsOf, type Schema } from "../form/schema.ts";
import { startOf } from "../form/values.ts";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { useSay } from "../words.ts";

export function NewCase({ workflow, command }: { workflow: string | undefined; command: string | undefined }) {
  const say = useSay();
  const workflows = useWorkflows();
  if (workflow && command) return <Begin workflow={workflow} command={command} />;
  return (
    <Page back={{ to: "/saker", name: say("cases") }} title={say("new_case")} help={say("new_case_help")} narrow>
      <Await query={workflows}>
        {({ items }) => {
          const beginnings = items.flatMap(({ may_begin = [], ...workflow }) => may_begin.map((command) => ({ workflow, command })));
          if (!beginnings.length) return <Empty title={say("nothing_to_begin")} help={say("nothing_to_begin_help")} />;
          return (
            <ul className="cards">
              {beginnings.map(({ workflow: { id, label, purpose }, command }) => (
                <li key={id + command.command}>
                  <Card asChild>
                    <Link href={`/saker/ny/${id}/${command.command}`}>
                      <Heading level={2} data-size="2xs">{label}</Heading>
                      <Paragraph data-size="sm">{purpose}</Paragraph>
                    </Link>
                  </Card>
                </li>
              ))}
            </ul>
          );
        }}
      </Await>
    </Page>
  );
}

/** What a link may fill in: which body, which day, and what it is called. */
const saysWhich = ({ name, kind }: Field) => ["title", "body", "day"].includes(name) && /^(text|reference|date)$/.test(kind);

function Begin({ workflow, command }: { workflow: string; command: string }) {
  const say = useSay();
  const [, go] = useLocation();
  const [address] = useSearchParams();
  return (
    <Await page query={useWorkflow(workflow)}>
      {(view) => {
        const found = view.commands.find((each) => each.name === command);
        return found && (
          <Page back={{ to: "/saker/ny", name: say("new_case") }} above={view.label} title={found.label} narrow>
            <CommandForm
              schema={found.schema as Schema}
              press={found.label}
              about={["new", workflow, command, ...address.values()]}
              initial={startOf(fieldsOf(found.schema as Schema), undefined, address, saysWhich)}
              send={async (payload, { version: _, ...how }) => {
                const { case: made } = await post<{ case: { id: string } }>("/cases", { workflow, command, payload }, how);
                notice(found.label);
                go(`/saker/${made.id}`);
              }}
              done={() => {}}
            />
          </Page>
        );
      }}
    </Await>
  );
}
