import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const source = fileURLToPath(new URL("../../api/web/src/", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));
const text = (name: string) => readFileSync(source + name, "utf8");
const said = [...(text("said/pages.ts") + text("said/work.ts")).matchAll(/^ {2}(\w+): \[(.*)\],$/gm)].map((match) => ({ word: match[1]!, texts: [...match[2]!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((each) => each[1]!) }));

test("every word is said in three languages with the same places to fill in", () => {
  assert.ok(said.length > 200);
  for (const { word, texts } of said) {
    assert.equal(texts.length, 3, word);
    const places = texts.map((each) => [...each.matchAll(/\{\w+\}/g)].map(String).sort().join());
    assert.equal(new Set(places).size, 1, `${word}: ${places.join(" | ")}`);
    for (const each of texts) assert.notEqual(each.trim(), "", word);
  }
});

/** Those whose names are put together: say(`side_${side}`). */
const made = /^(round|status|side|press|scheme)_|_one$/;

test("no word is left that nobody says", () => {
  const everything = files.filter((name) => !name.startsWith("said/")).map(text).join("\n");
  const unused = said.map(({ word }) => word).filter((word) => !made.test(word) && !new RegExp(`"${word}"`).test(everything));
  assert.deepEqual(unused.filter((word) => !kernel.includes(word)), []);
});
const kernel = ["leader", "deputy", "member", "secretary", "pending", "adopted", "adopted_with_reservation", "rejected", "confirmed", "agreed", "postponed"];

test("no file is long, and none names a workflow", () => {
  const workflows = ["agreement_revision", "grant_application", "grant_scheme", "guideline_revision"];
  for (const name of files) {
    const lines = text(name).split("\n").length;
    assert.ok(lines <= 300, `${name} has ${lines} lines`);
    for (const workflow of workflows) assert.ok(!text(name).includes(workflow), `${name} names ${workflow}`);
  }
});

test("only a decision is «vedtatt»: what else is agreed on says what it is", () => {
  const nb = (kind: string) => said.find(({ word }) => word === `status_carried_${kind}`)?.texts[0];
  assert.deepEqual(["decision", "recommendation", "endorsement", "statement"].map(nb), ["Enighet – vedtatt", "Enighet – anbefalt", "Enighet – tilrådd", "Enighet – uttalelse avgitt"]);
});
