import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { git, type Language, languages, lines, read, type Text, texts } from "./texts.ts";

/** What is wrong, by text, as a list that must be empty. */
function none(of: readonly Language[], wrong: (text: string, whole: Text) => Iterable<string>) {
  const found = texts.flatMap((text) => of.flatMap((language) => [...wrong(text[language], text)].map((what) => `${text.at}: ${what} in «${text[language]}»`)));
  assert.deepEqual(found, []);
}
const norwegian = ["nb", "nn"] as const;
const all = (pattern: RegExp) => (text: string) => [...text.matchAll(pattern)].map(String);
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
/** Whole words and phrases, in any case. */
const says = (text: string, words: string) => new RegExp(`(?<![\\p{L}{-])${words}(?![\\p{L}}-])`, "iu").test(text);

test("all that the glossary and the workflows' pages show is among the texts", () => {
  assert.ok(texts.length > 1000);
  const known = new Set(texts.map(({ nb, nn, en }) => [nb, nn, en].join(" | ")));
  const rows = git("ls-files", "docs/glossary.md", "docs/workflows").flatMap((page) => [...read(page).matchAll(/^\| `\w+` \| ([^|`]+ \| [^|`]+ \| [^|`]+) \|/gm)].map(([, row]) => row!));
  assert.ok(rows.length > 300);
  assert.deepEqual(rows.filter((row) => !known.has(row)), []);
});

test("no text holds an identifier, a code of the sources, or øre", () => {
  const wrong = all(/\p{L}+_\p{L}+|\b[A-Z]\d+\b|(?<!\p{L})øre(?!\p{L})/gu);
  none(languages, (text) => wrong(text.replace(/\{\w+\}/g, "…")));
});

test("what is to be filled in is the same in each language, and something fills it", () => {
  const filled = new Set(git("grep", "-hoE", String.raw`\{"[a-z_]+",`, "--", "engine", "workflows", "api").map((each) => each.slice(2, -2)));
  none(languages, (text, { at, nb }) => places(text).filter((name) => !places(nb).includes(name) || !(filled.has(name) || at.includes("/said/"))));
  none(languages, (text, { nb }) => (places(text).length === places(nb).length ? [] : ["other places"]));
  none(languages, (text) => all(/[{}]/g)(text.replace(/\{\w+\}/g, "")));
});

test("names are filled in, never identifiers", () => {
  const identifier = String.raw`\{"[a-z_]+", ([^(){}]*(\.|->)(value|stream)|municipality_of\([^)]*\)|id_in\([^)]*\))\}\}`;
  const given = git("grep", "-nE", identifier, "--", "engine", "workflows", "api");
  assert.deepEqual(given.filter((each) => !/\{"(scheme|number)", /.test(each)), []); // a case is spoken of by its number
});

test("what can be done is said as a request, not as a question or a state", () => {
  const labels = texts.filter(({ of }) => of === "called" || of.endsWith("label"));
  assert.ok(labels.length > 100);
  const wrong = labels.filter(({ nb, nn }) => /\?$|^\p{L}+es /u.test(nb) || /\?$|^Blir /.test(nn));
  assert.deepEqual(wrong.map(({ at, nb }) => `${at}: «${nb}»`), []);
});

test("no word is said that is a developer's", () => {
  const instead = lines("tests/language/not_said.txt").map((line) => line.split(": ") as [string, string]);
  none(norwegian, (text) => instead.filter(([word]) => says(text, word)).map(([word, other]) => `${word} (${other})`));
});

test("nynorsk has one form of each word", () => {
  const forms = lines("tests/language/nynorsk.txt").map((line) => line.split(": ")).map(([wanted, others]) => ({ wanted, others: others!.split(", ") }));
  none(["nn"], (text) => forms.flatMap(({ wanted, others }) => others.filter((other) => says(text, other)).map((other) => `${other} (${wanted})`)));
});

const dictionaries = { nb: "nb_NO", nn: "nn_NO", en: "en_GB" };
const wordsIn = (text: string) => text.replace(/\{\w+\}|%d/g, " ").match(/\p{L}{2,}(?:[’']\p{L}+)*/gu) ?? [];
/** Of these words, those that the language's dictionary lacks. */
function unknown(language: Language, words: string[]) {
  const checked = spawnSync("hunspell", ["-i", "utf-8", "-d", dictionaries[language], "-l"], { input: words.join("\n"), encoding: "utf8" });
  assert.equal(checked.status, 0, `hunspell with ${dictionaries[language]}, which ./dev test installs: ${checked.stderr ?? checked.error}`);
  return new Set(checked.stdout.split("\n").filter(Boolean));
}

for (const language of languages) {
  test(`${language}: every word is spelled as the dictionary has it, or stands in our own list`, () => {
    const own = new Set(lines(`tests/language/words.${language}`));
    const isOurs = (word: string) => [word, word.toLowerCase(), word.replace(/['’]s$/, "")].some((each) => own.has(each));
    const lacking = unknown(language, [...new Set(texts.flatMap((text) => wordsIn(text[language])))]);
    none([language], (text) => wordsIn(text).filter((word) => lacking.has(word) && !isOurs(word)));
  });

  test(`${language}: our own list is in order, and has nothing that the dictionary has`, () => {
    const own = lines(`tests/language/words.${language}`);
    assert.deepEqual(own, [...new Set(own)].sort((a, b) => a.localeCompare(b, "nb")));
    const lacking = unknown(language, own);
    assert.deepEqual(own.filter((word) => !lacking.has(word)), []);
  });
}
