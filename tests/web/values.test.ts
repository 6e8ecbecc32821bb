import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf, type Schema } from "../../api/web/src/form/schema.ts";
import { isEmpty, payloadOf, valuesOf, withoutEmptyRows } from "../../api/web/src/form/values.ts";

const schema: Schema = {
  properties: {
    title: { type: "string" },
    sum: { type: "integer", "x-unit": "ore" },
    from: { type: "string", format: "date" },
    year: { type: "integer" },
    goals: { type: "array", items: { type: "string" } },
    rows: { type: "array", items: { type: "object", properties: { who: { type: "string" }, amount: { type: "integer", "x-unit": "ore" } }, required: ["who"] } },
    extra: { type: "object", properties: { note: { type: "string" } }, required: ["note"] },
    sure: { type: "boolean" },
  },
  required: ["title", "sum", "from", "year", "rows"],
};
const fields = fieldsOf(schema);
const row = (key: number, values: Record<string, string>) => ({ key, values });

test("what is typed becomes what is sent", () => {
  const typed = {
    title: " Arena ", sum: "2 900 000", from: "01.11.2024", year: "2024", sure: true,
    goals: [row(1, { goals: "Ett" }), row(2, { goals: " " })],
    rows: [row(7, { who: "kongsberg", amount: "400,50" })],
  };
  assert.deepEqual(payloadOf(fields, typed), {
    payload: { title: "Arena", sum: 290_000_000, from: "2024-11-01", year: 2024, goals: ["Ett"], rows: [{ who: "kongsberg", amount: 40_050 }], sure: true },
    faults: [],
  });
});

test("faults say where, with the index of the row as it is sent", () => {
  const { faults } = payloadOf(fields, { sum: "mye", from: "31.02.2024", year: "i fjor", rows: [row(1, {}), row(2, { amount: "1" })], extra: { note: "" } });
  assert.deepEqual(faults, [
    { pointer: "/title", what: "missing" },
    { pointer: "/sum", what: "sum" },
    { pointer: "/from", what: "date" },
    { pointer: "/year", what: "number" },
    { pointer: "/rows/0/who", what: "missing" },
  ]);
});

test("a list that must be there is sent empty, one that may is left out, as is a group that is empty", () => {
  const { payload } = payloadOf(fields, { title: "x", sum: "1", from: "1.1.24", year: "1", extra: { note: " " } });
  assert.deepEqual(payload, { title: "x", sum: 100, from: "2024-01-01", year: 1, rows: [] });
});

test("what was sent stands in the form again as a person writes it", () => {
  let key = 0;
  const payload = { title: "Arena", sum: 290_000_050, from: "2024-11-01", year: 2024, goals: ["Ett"], rows: [{ who: "a", amount: 100 }] };
  const values = valuesOf(fields, payload, () => ++key);
  assert.equal(values.from, "01.11.2024");
  assert.deepEqual(payloadOf(fields, values).payload, payload);
});

test("empty is empty throughout", () => {
  assert.equal(isEmpty({ a: "", b: { c: " " }, d: [row(1, { e: "" })], f: false }), true);
  assert.equal(isEmpty({ a: { b: "x" } }), false);
});

test("rows that are empty go before anything is counted, at every depth", () => {
  const typed = { rows: [row(1, { who: "" }), row(2, { amount: "1" })], extra: { note: "x" } };
  const kept = withoutEmptyRows(fields, typed);
  assert.deepEqual(kept, { rows: [row(2, { amount: "1" })], extra: { note: "x" } });
  assert.equal(payloadOf(fields, kept).faults.at(-1)!.pointer, "/rows/0/who");
});
