// A round as the case shows it: what is asked of whom, and what came of it.

import type { Schemas } from "./client.ts";

/** A text that is put before somebody, with its files. */
export type TextVersion = Schemas["command.case.replace_text"]["text"];
export type Round = Omit<Schemas["round"], "subject"> & { subject: TextVersion };
export type Rounds = Record<string, Round>;
type Inside<T, K extends keyof T> = NonNullable<T[K]>;
type Of<T> = T extends Record<string, infer V> ? V : never;

export type PositionTaken = Of<Inside<Round, "positions">>;
export type PartyAnswer = Of<Inside<Round, "parties">>;
export type Outcome = Inside<Round, "outcome">;
export type Recusal = Inside<Round, "recusals">[number];
export type Reservation = Of<Inside<Outcome, "reservations">>;

export const isLive = (round: Round) => round.status === "waiting" || round.status === "open";
export const digestOf = (text: TextVersion) => text.renditions[0]?.digest ?? "";
export const liveRound = (rounds: Rounds) => Object.entries(rounds).find(([, round]) => isLive(round));
/** The newest first. */
export const inOrder = (rounds: Rounds) =>
  Object.entries(rounds).sort(([a], [b]) => Number(b.slice(1)) - Number(a.slice(1)));
