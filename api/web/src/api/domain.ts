// The words of a workflow (its stages, commands, fields and choices), from the server in the reader's language.

import { useMemo } from "react";
import { collectFields, type Field, type Schema } from "../form/schema.ts";
import { useWorkflow } from "./queries.ts";

export interface Domain {
  fields: Map<string, Field>;
  data: Schema; // of its cases
  stage: (name: string) => string;
  choice: (value: string) => string;
  isOwn: (command: string) => boolean;
}

export function useDomain(workflow: string | undefined): Domain | undefined {
  const view = useWorkflow(workflow).data;
  return useMemo(() => {
    if (!view) return undefined;
    const fields = new Map<string, Field>();
    for (const schema of [view.data, ...[...view.commands, ...view.common_commands].map((command) => command.schema)]) collectFields(schema as Schema, fields);
    const choices = new Map<string, string>();
    for (const field of fields.values()) for (const { value, label } of field.choices ?? []) choices.set(value, label);
    const stages = new Map(view.states.map((state) => [state.name, state.label]));
    const own = new Set(view.commands.map((command) => command.name));
    return {
      fields,
      data: view.data as Schema,
      stage: (name) => stages.get(name) ?? "",
      choice: (value) => choices.get(value) ?? "",
      isOwn: (command) => own.has(command),
    };
  }, [view]);
}
