// What somebody has asked for, above the form that answers it: what, why, and by whom.

import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useDomain } from "../api/domain.ts";
import { nameOf, useCaseNames } from "../api/names.ts";
import type { Action, Case } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { DataList, Known } from "./DataList.tsx";

export function Proposals({ of, action }: { of: Case; action: Action }) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const { seat } = useCaseNames(of);
  return domain && action.about.map((asked, index) => (
    <Alert key={index} data-color="info" data-size="sm" className="asked">
      <Heading level={2} data-size="2xs">{asked.label}</Heading>
      <Known.Provider value={{ fields: domain.fieldsOf(asked.command), named: domain.fields, people: of.people, seat, caseId: of.id }}>
        <DataList data={asked.payload as Record<string, unknown>} />
      </Known.Provider>
      <Paragraph data-size="sm">{say("asked_by", { name: nameOf(asked.by) })}</Paragraph>
    </Alert>
  ));
}
