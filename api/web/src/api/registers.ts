// The commands of registers (bodies, funds, agreements, the organisation, accounts): they stand only in the API's
// description, and whether they may be used is known when they are.

import { useMemo } from "react";
import { collectFields, type Field, type Schema } from "../form/schema.ts";
import { useDescription } from "./queries.ts";

export const registers = {
  body: "bodies",
  fund: "funds",
  agreement: "agreements",
  organisation: "organisation",
  accounts: "accounts",
} as const;
export type Register = keyof typeof registers;
export const isRegister = (kind: string): kind is Register => kind in registers;

/** Where a command of a register is posted. */
export const commandPath = (register: Register, command: string, id?: string) =>
  `/${registers[register]}${id ? `/${encodeURIComponent(id)}` : ""}/commands/${command}`;

export interface Described {
  fields: ReadonlyMap<string, Field>;
  commands: { name: string; schema: Schema }[];
  label: (field: string) => string;
  choice: (value: string) => string;
}

export function useDescribed(register: Register | undefined): Described {
  const schemas = useDescription(register !== undefined).data?.components.schemas;
  return useMemo(() => {
    const prefix = `command.${register}.`;
    const commands = Object.entries(schemas ?? {}).filter(([name]) => name.startsWith(prefix)).map(([name, schema]) => ({ name: name.slice(prefix.length), schema: schema as Schema }));
    const fields = new Map<string, Field>();
    for (const { schema } of commands) collectFields(schema, fields);
    const choices = new Map([...fields.values()].flatMap((field) => field.choices ?? []).map(({ value, label }) => [value, label]));
    return { commands, fields, label: (field) => fields.get(field)?.label ?? "", choice: (value) => choices.get(value) ?? "" };
  }, [schemas, register]);
}
