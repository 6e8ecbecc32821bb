// The words of a workflow (its stages, commands, fields and choices), from the server in the reader's language.

import { useMemo } from "react";
import { collectFields, type Field, type Schema } from "../form/schema.ts";
import { useWorkflow } from "./queries.ts";

export interface Domain {
  fields: Map<string, Field>;
  data: Schema; // of its cases
  stage: (name: string) => string;
  choice: (value: string) => string;
  /** Of one command alone: a name may mean another thing elsewhere. */
  fieldsOf: (command: string) => ReadonlyMap<string, Field>;
}

export function useDomain(workflow: string | undefined): Domain | undefined {
  const view = useWorkflow(workflow).data;
  return useMemo(() => {
    if (!view) return undefined;
    const commands = [...view.commands, ...view.common_commands];
    const fields = collectFields(view.data as Schema);
    for (const { schema } of commands) collectFields(schema as Schema, fields);
    const choices = new Map<string, string>();
    for (const field of fields.values()) for (const { value, label } of field.choices ?? []) choices.set(value, label);
    const stages = new Map(view.states.map((state) => [state.name, state.label]));
    return {
      fields,
      data: view.data as Schema,
      stage: (name) => stages.get(name) ?? "",
      choice: (value) => choices.get(value) ?? "",
      fieldsOf: (command) => collectFields((commands.find(({ name }) => name === command)?.schema ?? {}) as Schema),
    };
  }, [view]);
}
