import assert from "node:assert/strict";
import { test } from "node:test";
import { atIntervals, type Changed, concerns } from "../../api/web/src/api/news.ts";

const key = (...parts: unknown[]) => ["nb", ...parts];

test("a change in one case concerns the lists, its page and its history, and no other case", () => {
  const changed = new Set(["case/2024-3"]);
  for (const what of [key("worklist"), key("cases", {}), key("case", "2024-3"), key("history", { of: "cases", id: "2024-3" }, 200)]) assert.equal(concerns(changed, what), true, String(what));
  for (const what of [key("case", "2024-4"), key("history", { of: "cases", id: "2024-4" }, 200), key("history", undefined, 200), key("bodies"), key("fund", "x")]) assert.equal(concerns(changed, what), false, String(what));
});

test("what may be done in a case may hang on a fund, and on who sits where", () => {
  assert.equal(concerns(new Set(["fund/tilskudd"]), key("case", "2024-3")), true);
  assert.equal(concerns(new Set(["fund/tilskudd"]), key("fund", "another")), false);
  assert.equal(concerns(new Set(["body/ssu"]), key("case", "2024-3")), true);
  assert.equal(concerns(new Set(["organisation"]), key("me")), true);
  assert.equal(concerns("everything", key("openapi")), true);
});

test("news is told at once, and then joined", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const told: Changed[] = [];
  const hear = atIntervals(20, (changed) => told.push(changed));
  const of = (...streams: string[]) => ({ position: 1, changes: streams.map((stream) => ({ stream, version: 1 })) });
  hear(of());
  assert.deepEqual(told, []);
  hear(of("case/1"));
  assert.deepEqual(told, [new Set(["case/1"])]);
  hear(of("case/2"));
  hear(of("case/3", "case/2"));
  assert.equal(told.length, 1);
  t.mock.timers.tick(20);
  assert.deepEqual(told[1], new Set(["case/2", "case/3"]));
  t.mock.timers.tick(20); // and nothing more has come
  hear({ position: 2 });
  assert.equal(told[2], "everything");
  hear(of("case/4"));
  t.mock.timers.tick(20);
  assert.deepEqual(told[3], new Set(["case/4"]));
});
