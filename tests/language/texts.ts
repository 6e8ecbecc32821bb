// Every text that the program can say, read from its sources: wherever one stands, it is three literals in a row.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const languages = ["nb", "nn", "en"] as const;
export type Language = (typeof languages)[number];
/** Where it stands, and what it is of: what the row of literals is an argument of. */
export type Text = Record<Language, string> & { at: string; of: string };

const root = fileURLToPath(new URL("../../", import.meta.url));
export const read = (file: string) => readFileSync(root + file, "utf8");
export const git = (...args: string[]) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.split("\n").filter(Boolean);
export const lines = (file: string) => read(file).split("\n").filter((line) => line && !line.startsWith("#"));

/** Rows of three that nobody reads on a screen: what the API and the metrics are described by, and letters. */
const notOnScreen = ["api/endpoint_queries.hpp", "api/endpoints.cpp", "api/metrics.cpp", "api/openapi.cpp", "engine/words.cpp", "storage/"];
const files = git("ls-files", "engine", "workflows", "api", "storage")
  .filter((name) => /\.[ch]pp$/.test(name) || name.startsWith("api/web/src/said/"))
  .filter((name) => !notOnScreen.some((start) => name.startsWith(start)));

/** A comment, a character, a literal with those that it goes on in, a word, or whatever else stands between literals. */
const pieces = /\/\/.*|'(?:[^'\\\n]|\\.)'|"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*|\w+|[^\s\w]/g;
const unquoted = (literals: string) =>
  [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inner]) => inner!.replace(/\\n/g, "\n").replace(/\\(.)/g, "$1")).join("");

const isName = (literal: string) => /^[a-z][a-z0-9_]*$/.test(literal);
const isIdentifier = (literal: string) => isName(literal) && literal.includes("_");
/** A code may stand before the three, and what a rule rests on behind them. */
function textIn(row: string[]): string[] | undefined {
  const [code, ...rest] = row;
  const texts = row.length > 3 && isName(code!) ? rest : row;
  return (texts.length === 3 || texts.length === 4) && !texts.every(isName) && !isIdentifier(texts[1]!) && texts.slice(0, 3).every(Boolean) ? texts.slice(0, 3) : undefined;
}

function textsOf(file: string): Text[] {
  const source = read(file);
  const found: Text[] = [];
  let row: string[] = [];
  let at = "";
  let of = "";
  let before = "";
  for (const { 0: piece, index } of source.matchAll(pieces)) {
    if (piece.startsWith("//") || piece === ",") continue;
    if (piece.startsWith('"')) {
      if (!row.length) at = `${file}:${source.slice(0, index).split("\n").length}`;
      row.push(unquoted(piece));
      continue;
    }
    const texts = textIn(row);
    if (texts) found.push({ nb: texts[0]!, nn: texts[1]!, en: texts[2]!, at, of });
    row = [];
    if (/[<{([]/.test(piece)) of = before;
    before = piece;
  }
  return found;
}

export const texts: Text[] = files.flatMap(textsOf);
