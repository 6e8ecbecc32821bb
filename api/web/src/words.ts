// The pages' own words; those of the domain come from the server. Bokmål, nynorsk, English: one that is missing does not
// compile. {name} is filled in.

import { type Language, usePreferences } from "./preferences.ts";
import { ofPages } from "./said/pages.ts";
import { ofWork } from "./said/work.ts";

const said = { ...ofPages, ...ofWork };

export type Word = keyof typeof said;
export type Say = (word: Word, values?: Record<string, string | number>) => string;

const place: Record<Language, 0 | 1 | 2> = { nb: 0, nn: 1, en: 2 };

export const sayIn = (language: Language): Say => (word, values) =>
  said[word][place[language]].replace(/\{(\w+)\}/g, (_, name: string) => String(values?.[name] ?? ""));

const saying: Record<Language, Say> = { nb: sayIn("nb"), nn: sayIn("nn"), en: sayIn("en") };

/** The same at each drawing, until another language is chosen. */
export const useSay = () => saying[usePreferences().language];

/** {n} with its own word for one. */
export const count = (say: Say, word: "tasks_total" | "n_cases" | "n_entries" | "costs" | "days_old", n: number) =>
  n === 1 ? say(`${word}_one`) : say(word, { n });
