// From a command's JSON Schema to the fields of its form. Pure: nothing here knows React, a workflow or a command.
//
// The schema's own keywords decide: x-order, x-reference, x-long, x-unit. Where the server does not send them yet, the
// guesses are all in this file, under "What the schema does not say".

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
  "x-order"?: string[];
  "x-reference"?: string;
  "x-long"?: boolean;
  "x-unit"?: string;
}

export interface Choice {
  value: string;
  label: string;
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
  return order(schema).map((name) => fieldOf(name, properties[name]!, required.has(name)));
}

function order(schema: Schema): string[] {
  const names = Object.keys(schema.properties ?? {});
  const given = schema["x-order"]?.filter((name) => names.includes(name));
  if (given) return [...given, ...names.filter((name) => !given.includes(name))];
  const required = schema.required ?? [];
  return [...required.filter((name) => names.includes(name)), ...names.filter((name) => !required.includes(name))];
}

function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const field = (kind: Kind, more: Partial<Field> = {}): Field => ({ name, kind, label: labelOf(name, schema), required, ...more });
  if (schema.type === "array") return listOf(schema, name, field);
  if (schema.oneOf) return field("choice", { choices: choicesOf(schema) });
  if (schema.type === "object") return isDocument(schema) ? field("document") : field("group", { fields: fieldsOf(schema) });
  if (schema.type === "boolean") return field("boolean");
  if (schema.type === "integer") return field(isMoney(schema) ? "money" : "integer");
  const reference = referenceOf(name, schema);
  if (reference) return field("reference", { reference });
  if (schema.format === "date") return field("date");
  if (schema.pattern === identifier) return field("identifier");
  return field(schema["x-long"] ? "long" : "text");
}

function listOf(schema: Schema, name: string, field: (kind: Kind, more?: Partial<Field>) => Field): Field {
  const items = schema.items ?? {};
  if (items.oneOf) return field("choices", { choices: choicesOf(items) });
  const reference = items.type === "string" ? referenceOf(name, items) : undefined;
  if (reference) return field("references", { reference });
  if (items.type === "object" && !isDocument(items)) return field("list", { fields: fieldsOf(items) });
  return field("list", { plain: true, fields: [fieldOf(name, { ...items, title: items.title ?? schema.title }, true)] });
}

const choicesOf = (schema: Schema): Choice[] => schema.oneOf!.map(({ const: value, title }) => ({ value, label: title }));

/** Every field in the schema by its name, for the words of what a case shows; the first of a name is taken. */
export function collectFields(schema: Schema, into: Map<string, Field>): void {
  const visit = (fields: Field[]) => {
    for (const field of fields) if (!into.has(field.name)) into.set(field.name, field);
    for (const field of fields) if (field.fields) visit(field.fields);
  };
  visit(fieldsOf(schema));
}

const identifier = "^[a-z0-9_-]{1,100}$";

// ------------------------------------------------------------------------------ What the schema does not say

const isMoney = (schema: Schema) => schema["x-unit"] === "ore" || schema.description === "øre";

// The unit stands beside the field; older servers write it into the label too.
const labelOf = (name: string, schema: Schema) => (schema.title ?? name).replace(/ \(øre\)$/, "");

// A file is named by its digest and called by its title.
const isDocument = (schema: Schema) => {
  const names = Object.keys(schema.properties ?? {});
  return names.length === 2 && names.includes("digest") && names.includes("title");
};

// What an identifier refers to, by the name of its field.
const reference_by_name: Record<string, string> = {
  party: "party", parties: "party", recipient: "party", area: "party",
  person: "person", speaker: "person",
  seat: "seat", chair: "seat", speakers: "seat",
  body: "body", parent: "body",
  unit: "organisation",
  fund: "fund", a_case: "case",
  round: "round", statement: "statement", holder: "holder",
  target: "sender", from: "sender",
  digest: "document", field: "field",
};

const without_pattern = new Set(["digest", "statement", "field"]);

function referenceOf(name: string, schema: Schema): string | undefined {
  const said = schema["x-reference"];
  if (said) return said === "scheme" ? "case" : said;
  return schema.pattern || without_pattern.has(name) ? reference_by_name[name] : undefined;
}
