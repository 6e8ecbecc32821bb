import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, versionsOf } from "../../api/web/src/text/changes.ts";

test("a change is applied as docs/entries.md says", () => {
  assert.equal(applied({ a: 1 }, 2), 2);
  assert.deepEqual(applied([1], [2, 3]), [2, 3]);
  assert.deepEqual(applied([{ title: "A" }, { title: "b" }], { "+": [{ title: "C" }], "1": { title: "B" } }), [{ title: "A" }, { title: "B" }, { title: "C" }]);
  assert.deepEqual(applied({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: 4 } }), { b: { c: 4, d: 3 } });
  assert.deepEqual(applied("text", { a: { b: 1, c: null } }), { a: { b: 1 } });
  assert.deepEqual(applied(undefined, { list: [1] }), { list: [1] });
});

test("what was is not changed by what came of it", () => {
  const before = { list: [{ a: 1 }] };
  applied(before, { list: { "+": [{ a: 2 }], "0": { a: 3 } } });
  assert.deepEqual(before, { list: [{ a: 1 }] });
});

test("each version of a field, whether it was set or changed", () => {
  const entry = (set: object, change = {}) => ({ set, change });
  const entries = [entry({ other: 1 }), entry({ text: { title: "T", version: "1" } }), entry({}, { text: { version: "2" } }), entry({}, { other: 2 }), entry({ text: null }), entry({}, { text: { version: "3" } })];
  assert.deepEqual(versionsOf("text", entries).map(({ value }) => value), [{ title: "T", version: "1" }, { title: "T", version: "2" }, null, { version: "3" }]);
  assert.equal(versionsOf("text", entries)[1]!.entry, entries[2]);
});
