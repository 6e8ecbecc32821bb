import assert from "node:assert/strict";
import { test } from "node:test";
import { draftName, dropDraft, dropDraftsOf, readDraft, unsentOf, writeDraft } from "../../api/web/src/form/draft.ts";

function machine(room = Infinity): Storage {
  const store = {} as Record<string, string>;
  return Object.defineProperties(store, {
    getItem: { value: (name: string) => store[name] ?? null },
    setItem: { value: (name: string, text: string) => { if (text.length > room) throw new Error("full"); store[name] = text; } },
    removeItem: { value: (name: string) => void delete store[name] },
  }) as unknown as Storage;
}

test("a draft is kept until it is dropped", () => {
  const store = machine();
  const name = draftName("vest-viken", "koordinator", "case", "2024-3", "x");
  assert.equal(readDraft(store, name), undefined);
  assert.equal(writeDraft(store, name, { values: { title: "halvt" }, version: 18 }), true);
  assert.deepEqual(readDraft(store, name), { values: { title: "halvt" }, version: 18 });
  dropDraft(store, name);
  assert.equal(readDraft(store, name), undefined);
});

test("parts of a name do not run together", () => {
  assert.notEqual(draftName("a", "b/c"), draftName("a/b", "c"));
});

test("one person's drafts are dropped, and nobody else's", () => {
  const store = machine();
  const draft = { values: {}, version: undefined };
  for (const owner of ["per", "pernille"]) writeDraft(store, draftName("v", owner, "x"), draft);
  dropDraftsOf(store, "v", "per");
  assert.deepEqual(Object.keys(store), [draftName("v", "pernille", "x")]);
});

test("a machine that is full, or holds something else, does no harm", () => {
  assert.equal(writeDraft(machine(10), draftName("a"), { values: { text: "langt".repeat(9) }, version: 1 }), false);
  const store = machine();
  store.setItem(draftName("a"), "ikke json");
  assert.equal(readDraft(store, draftName("a")), undefined);
});

test("what waits for the network is found by the parts of its name", () => {
  const store = machine();
  writeDraft(store, draftName("v", "per", "position", "2024-1", "r1", "m1"), { values: {}, version: undefined, unsent: "key" });
  writeDraft(store, draftName("v", "per", "position", "2024-2", "r1", "m1"), { values: {}, version: undefined });
  assert.deepEqual(unsentOf(store, "v", "per"), [["position", "2024-1", "r1", "m1"]]);
});
