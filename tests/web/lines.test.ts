import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, type Task } from "../../api/web/src/parts/lines.ts";

const task = (title: string, label: string, due?: string): Task => ({ kind: "action", label, title, parties: [], ...(due && { due }) });
const titles = (tasks: Task[]) => linesOf(tasks).map((line) => line.map(({ title }) => title).join());

test("the same by the same day in many cases is one line, where the first of them stood", () => {
  const first = task("a", "Start formell kontroll", "2026-12-01");
  const alike = ["c", "d", "e", "f"].map((title) => task(title, "Ta stilling", "2026-12-02"));
  assert.deepEqual(titles([first, ...alike, task("g", "Ta stilling", "2026-12-03")]), ["a", "c,d,e,f", "g"]);
});

test("a few stand each by itself, and none is lost", () => {
  const few = ["a", "b", "c"].map((title) => task(title, "Ta stilling"));
  assert.deepEqual(titles(few), ["a", "b", "c"]);
  assert.deepEqual(titles([]), []);
});
