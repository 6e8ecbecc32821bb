import assert from "node:assert/strict";
import { test } from "node:test";
import { collectFields, type Field, fieldsOf, type Schema } from "../../api/web/src/form/schema.ts";

const names = (fields: Field[]) => fields.map((field) => field.name);
const kind = (schema: Schema, name = "a") => fieldsOf({ type: "object", properties: { [name]: schema } })[0]!;

test("x-order is the order on screen", () => {
  const properties = { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } };
  assert.deepEqual(names(fieldsOf({ properties, "x-order": ["c", "a", "b"] })), ["c", "a", "b"]);
});

test("order holds at every depth", () => {
  const rows = kind({ type: "array", items: { type: "object", properties: { x: { type: "string" }, y: { type: "string" } }, "x-order": ["y", "x"] } });
  assert.deepEqual(names(rows.fields!), ["y", "x"]);
});

test("keywords and types say what a field is", () => {
  assert.equal(kind({ type: "string" }).kind, "text");
  assert.equal(kind({ type: "string", "x-long": true }).kind, "long");
  assert.equal(kind({ type: "string", format: "date" }).kind, "date");
  assert.equal(kind({ type: "integer" }).kind, "integer");
  assert.equal(kind({ type: "integer", "x-unit": "ore" }).kind, "money");
  assert.equal(kind({ type: "boolean" }).kind, "boolean");
  assert.equal(kind({ type: "string", oneOf: [{ const: "x", title: "X" }] }).kind, "choice");
  assert.equal(kind({ type: "array", items: { oneOf: [{ const: "x", title: "X" }] } }).kind, "choices");
  assert.equal(kind({ type: "string", "x-new": true }).kind, "identifier");
  assert.equal(kind({ type: "object", properties: { digest: { type: "string", "x-reference": "document" }, title: { type: "string" } } }).kind, "document");
  assert.equal(kind({ type: "object", properties: { digest: { type: "string" }, title: { type: "string" } } }).kind, "group");
  assert.equal(kind({ type: "object", properties: { x: { type: "string" } } }).kind, "group");
});

test("a reference is what the schema says, whatever the field is called", () => {
  assert.deepEqual(reference({ type: "string", "x-reference": "person" }, "party"), ["reference", "person"]);
  assert.deepEqual(reference({ type: "string" }, "party"), ["text", undefined]);
  assert.deepEqual(reference({ type: "array", items: { type: "string", "x-reference": "seat" } }, "whoever"), ["references", "seat"]);
});
const reference = (schema: Schema, name: string) => {
  const field = kind(schema, name);
  return [field.kind, field.reference];
};

test("a list of plain values has one field a row", () => {
  const list = kind({ type: "array", title: "Mål", items: { type: "string", "x-long": true } });
  assert.equal(list.plain, true);
  assert.equal(list.fields![0]!.kind, "long");
});

test("fields are collected from every depth, the outermost of a name first", () => {
  const fields = new Map<string, Field>();
  collectFields({ properties: { a: { type: "array", items: { type: "object", properties: { a: { type: "boolean" }, b: { type: "string" } } } } } }, fields);
  assert.equal(fields.get("a")!.kind, "list");
  assert.equal(fields.get("b")!.kind, "text");
});
