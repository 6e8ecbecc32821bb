// What a person is not asked, because the page knows it. Until the server says so in the action (`given`), by name:
// the round that is under way, the digest of what it asks about, the number that a person acknowledges by pressing.

import type { Action, Case } from "../api/queries.ts";
import { digestOf, liveRound } from "../api/rounds.ts";
import type { Schema } from "./schema.ts";
import type { Payload } from "./values.ts";

export function givenOf(action: Action, of: Case): Payload {
  const properties = (action.schema as Schema | undefined)?.properties ?? {};
  const live = liveRound(of.rounds);
  const round = action.round ?? live?.[0];
  const given: Payload = {};
  if ("round" in properties && round && !("holder" in properties)) {
    given.round = round;
    if ("digest" in properties) given.digest = digestOf(of.rounds[round]!.subject);
  }
  if ("acknowledged" in properties) given.acknowledged = action.costs ?? 0;
  return given;
}
