// Names for what the API refers to by identifier. What has no name is shown as a dash, never as its identifier.

import { useMemo } from "react";
import { type Case, type Person, useBodies, useBody, useFunds, useParties } from "./queries.ts";

export const dash = "–";

export interface Names {
  party: (id: string) => string;
  parties: (ids: string[]) => string;
  body: (id: string) => string;
  fund: (id: string) => string;
}

export function useNames(): Names {
  const parties = useParties().data;
  const bodies = useBodies().data;
  const funds = useFunds().data;
  return useMemo(() => {
    const partyNames = new Map(parties?.items.map((party) => [party.id, party.details.name]));
    const bodyNames = new Map(bodies?.items.map((body) => [body.id, body.name]));
    const party = (id: string) => partyNames.get(id) ?? dash;
    const sorted = (ids: string[]) => ids.map(party).sort((a, b) => a.localeCompare(b, "nb"));
    return {
      party,
      parties: (ids) => sorted(ids).join(", "),
      body: (id) => bodyNames.get(id) ?? dash,
      fund: (id) => funds?.items.find((fund) => fund.id === id)?.name ?? dash,
    };
  }, [parties, bodies, funds]);
}

/** Of whom a hearing asks, and who speaks in it: by the register that they stand in, else by what they are. */
export function nameOfSender(of: Pick<Case, "names" | "rounds">, id: string, choice: (value: string) => string): string {
  const registered = ["party", "body", "organisation"].map((register) => of.names[`${register}/${id}`]).find(Boolean);
  const asked = Object.values(of.rounds).flatMap((round) => round.recipients ?? []).find(({ target }) => target === id);
  return registered ?? (choice(asked?.kind ?? id) || dash);
}

export const nameOf = (person: Person | undefined) => person?.name ?? person?.position ?? dash;

interface Seated {
  represents?: string | undefined;
  holder?: { person: Person } | undefined;
}
/** Whom a seat speaks for, and who sits there. */
export const nameOfSeat = (seat: Seated | undefined) => [seat?.represents, seat?.holder && nameOf(seat.holder.person)].filter(Boolean).join(" – ") || dash;

/** Seats and people of one case, at the date of its meeting or today. */
export function useCaseNames(of: Pick<Case, "people" | "body">, at?: string) {
  const body = useBody(of.body, at).data;
  return useMemo(() => {
    const seats = new Map(body?.seats?.map((seat) => [seat.id, seat]));
    return {
      seats: body?.seats ?? [],
      person: (id: string) => nameOf(of.people[id]),
      seat: (id: string) => nameOfSeat(seats.get(id)),
    };
  }, [body, of.people]);
}
