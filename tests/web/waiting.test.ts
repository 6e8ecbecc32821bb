import assert from "node:assert/strict";
import { test } from "node:test";
import { isSetAside, waitingIn } from "../../api/web/src/api/waiting.ts";

const about = { command: "appoint", label: "Oppnevn medlem", payload: { seat: "gp" }, by: { id: "p1", position: "Rådgiver" } };
const action = (command: string, number?: string, standing = "open") => ({ command, label: command, standing, next: false, refusals: [], given: number ? { waiting_change: number } : {}, about: number ? [about] : [] });

test("each change that waits stands once, with what may be done about it", () => {
  const waiting = waitingIn([action("appoint"), action("confirm_change", "34"), action("drop_change", "34"), action("drop_change", "36"), action("confirm_change", "36", "closed")]);
  assert.deepEqual(waiting.map(({ number, confirm, drop }) => [number, confirm?.command, drop?.command]), [["34", "confirm_change", "drop_change"], ["36", undefined, "drop_change"]]);
  assert.equal(waiting[0]!.about, about);
});

test("an entry that sets a change aside, and one that takes it away", () => {
  assert.equal(isSetAside({ set: { "pending/34": { command: "appoint" } } }), true);
  for (const set of [{ "pending/34": null }, { "seat/gp": {} }, {}, undefined]) assert.equal(isSetAside({ set }), false);
  assert.equal(isSetAside(undefined), false);
});
