// A round as the case shows it. Written by hand after engine/round/round.hpp until the API's description has it.

import type { Schemas } from "./client.ts";

type Decision = Schemas["command.case.state_agreement"]["decision"];
export type PositionName = Schemas["command.case.take_position"]["position"] | "recused";

export interface TextVersion {
  title: string;
  version: string;
  renditions: { digest: string; title: string }[];
}
export interface Reservation {
  text: string;
  clear_by: string;
  cleared?: string;
  note?: string;
}
export interface Elector {
  side: "municipalities" | "trust" | "advisory";
  person: string;
  parties: string[];
  represents?: string;
  speaks?: boolean;
  stands_in_for?: string;
}
export interface PositionTaken {
  position: PositionName;
  reason?: string;
  reservation?: Reservation;
  assents_to_procedure?: boolean;
  registered?: boolean;
}
export interface Remark {
  seat: string;
  text: string;
}
export interface Recusal {
  seat: string;
  person?: string;
  ground: string;
  disqualified?: boolean;
  hjemmel?: string;
}
export interface PartyAnswer {
  status: "pending" | "sent" | "adopted" | "adopted_with_reservation" | "rejected" | "confirmed";
  sent?: string;
  decided_on?: string;
  case_number?: string;
  minutes?: string;
  reservation?: Reservation;
  reason?: string;
  reminders?: number;
}
export interface Statement {
  from: string;
  sender?: string;
  received: string;
  late?: boolean;
  summary?: string;
  document?: string;
  answer?: string;
}
export interface Point {
  number: number;
  words: string;
  result: "agreed" | "postponed";
  reason?: string;
}
export interface Outcome {
  on: string;
  stated_by_chair?: boolean;
  chair?: string;
  agreed?: string[];
  present?: { seat: string; person: string; stands_in_for?: string }[];
  against?: { seat: string; why: string }[];
  remarks?: Remark[];
  reservations?: Record<string, Reservation>;
  points?: Point[];
  silent?: string[];
}
export interface Round {
  kind: "consent" | "adoption" | "confirmation" | "hearing";
  status: "waiting" | "open" | "carried" | "not_carried" | "closed" | "superseded" | "lapsed";
  body?: string;
  decision: Decision;
  subject: TextVersion;
  fixed_text?: boolean;
  subject_history?: string[];
  procedure?: "meeting" | "written";
  voice?: "each_seat" | "one_voice";
  put_forward?: string;
  opened?: string;
  held_on?: string;
  deadline?: string;
  electorate?: Record<string, Elector>;
  positions?: Record<string, PositionTaken>;
  recusals?: Recusal[];
  remarks?: Remark[];
  points?: Point[];
  parties?: Record<string, PartyAnswer>;
  recipients?: { kind: string; target: string }[];
  statements?: Record<string, Statement>;
  outcome?: Outcome;
}
export type Rounds = Record<string, Round>;

export const isLive = (round: Round) => round.status === "waiting" || round.status === "open";
export const digestOf = (text: TextVersion) => text.renditions[0]?.digest ?? "";
export const liveRound = (rounds: Rounds) => Object.entries(rounds).find(([, round]) => isLive(round));
/** The newest first. */
export const inOrder = (rounds: Rounds) =>
  Object.entries(rounds).sort(([a], [b]) => Number(b.slice(1)) - Number(a.slice(1)));
