// A new case: first what it is about, then the form of the command that begins it.

import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { Link, useLocation } from "wouter";
import { post, type Schemas } from "../api/client.ts";
import { useWorkflow, useWorkflows } from "../api/queries.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import type { Schema } from "../form/schema.ts";
import { notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Await } from "../parts/States.tsx";
import { useSay } from "../words.ts";

type Workflow = Schemas["workflow"];

export function NewCase({ workflow, command }: { workflow: string | undefined; command: string | undefined }) {
  const say = useSay();
  const workflows = useWorkflows();
  if (workflow && command) return <Begin workflow={workflow} command={command} />;
  return (
    <Page back={{ to: "/saker", name: say("cases") }} title={say("new_case")} help={say("new_case_help")} narrow>
      <Await query={workflows}>
        {({ items }) => <ul className="cards">{items.map((each) => <Beginning key={each.id} workflow={each.id} />)}</ul>}
      </Await>
    </Page>
  );
}

/** The commands that lead into the workflow from nowhere. */
const beginnings = (workflow: Workflow) =>
  workflow.commands.filter((command) => workflow.transitions.some((each) => each.event === command.name && !workflow.states.some((state) => state.name === each.from)));

function Beginning({ workflow }: { workflow: string }) {
  const say = useSay();
  const view = useWorkflow(workflow).data;
  if (!view) return null;
  return beginnings(view).map((command) => (
    <li key={command.name}>
      <Card asChild>
        <Link href={`/saker/ny/${workflow}/${command.name}`}>
          <Heading level={2} data-size="2xs">{view.label}</Heading>
          <Paragraph data-size="sm">{command.label}. {say("may_start", { who: command.who.join(", ").toLowerCase() })}.</Paragraph>
        </Link>
      </Card>
    </li>
  ));
}

function Begin({ workflow, command }: { workflow: string; command: string }) {
  const say = useSay();
  const [, go] = useLocation();
  return (
    <Await page query={useWorkflow(workflow)}>
      {(view) => {
        const found = view.commands.find((each) => each.name === command);
        return found && (
          <Page back={{ to: "/saker/ny", name: say("new_case") }} above={view.label} title={found.label} narrow>
            <CommandForm
              schema={found.schema as Schema}
              press={found.label}
              about={["new", workflow, command]}
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
