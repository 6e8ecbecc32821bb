// From a command's JSON Schema to the fields of its form, by the schema's own keywords alone: x-order, x-reference, x-long,
// x-unit, x-new, readOnly. Pure: nothing here knows React, a workflow or a command.

export interface Schema {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: { const: string; title: string }[];
  additionalProperties?: boolean | Schema;
  readOnly?: boolean;
  "x-order"?: string[];
  "x-reference"?: string;
  "x-long"?: boolean;
  "x-unit"?: string;
  "x-new"?: boolean;
  "x-opens"?: boolean;
}

export interface Choice {
  value: string;
  label: string;
  /** How it stands with it. */
  note?: string | undefined;
}

export type Kind =
  | "text" | "long" | "identifier" | "integer" | "money" | "date" | "boolean"
  | "choice" | "choices" | "reference" | "references" | "document" | "group" | "list";

export interface Field {
  name: string;
  kind: Kind;
  label: string;
  required: boolean;
  choices?: Choice[];
  reference?: string;
  /** Of a group, or of one row of a list. */
  fields?: Field[];
  /** A list of plain values has rows with a single field, sent without a name. */
  plain?: boolean;
}

export function fieldsOf(schema: Schema): Field[] {
  const properties = schema.properties ?? {};
  const required = new Set(schema.required ?? []);
  const order = schema["x-order"] ?? Object.keys(properties);
  return order.map((name) => fieldOf(name, properties[name]!, required.has(name)));
}

function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const field = (kind: Kind, more: Partial<Field> = {}): Field => ({ name, kind, label: schema.title ?? name, required, ...more });
  if (schema.type === "array") return listOf(schema, name, field);
  if (schema.oneOf) return field("choice", { choices: choicesOf(schema) });
  if (schema.type === "object") return isDocument(schema) ? field("document") : field("group", { fields: fieldsOf(schema) });
  if (schema.type === "boolean") return field("boolean");
  if (schema.type === "integer") return field(schema["x-unit"] === "ore" ? "money" : "integer");
  if (schema["x-reference"]) return field("reference", { reference: schema["x-reference"] });
  if (schema["x-new"] || schema.pattern) return field("identifier"); // of what, nobody says
  if (schema.format === "date") return field("date");
  return field(schema["x-long"] ? "long" : "text");
}

function listOf(schema: Schema, name: string, field: (kind: Kind, more?: Partial<Field>) => Field): Field {
  const items = schema.items ?? {};
  if (items.oneOf) return field("choices", { choices: choicesOf(items) });
  if (items["x-reference"]) return field("references", { reference: items["x-reference"] });
  if (items.type === "object" && !isDocument(items)) return field("list", { fields: fieldsOf(items) });
  return field("list", { plain: true, fields: [fieldOf(name, { ...items, title: items.title ?? schema.title }, true)] });
}

// A file is named by its digest and called by its title.
const isDocument = ({ properties = {} }: Schema) =>
  properties.digest?.["x-reference"] === "document" && "title" in properties && Object.keys(properties).length === 2;

const choicesOf = (schema: Schema): Choice[] => schema.oneOf!.map(({ const: value, title }) => ({ value, label: title }));

/** Every field in the schema by its name, for the words of what a case shows; the first of a name is taken. */
export function collectFields(schema: Schema, into = new Map<string, Field>()): Map<string, Field> {
  const visit = (fields: Field[]) => {
    for (const field of fields) if (!into.has(field.name)) into.set(field.name, field);
    for (const field of fields) if (field.fields) visit(field.fields);
  };
  visit(fieldsOf(schema));
  return into;
}
