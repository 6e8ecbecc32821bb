// Where something is done. Kernel commands with a screen of their own lead there; all others to the derived form.

import type { Schemas } from "../api/client.ts";
import type { Word } from "../words.ts";

const screens: Record<string, string> = {
  take_position: "standpunkt",
  open_round: "behandling",
  state_agreement: "enighet",
  register_adoption: "partene",
};

export function commandPlace(a_case: string, command: string, round?: string): string {
  const screen = screens[command];
  return screen && round ? `/saker/${a_case}/${screen}/${round}` : `/saker/${a_case}/gjor/${command}`;
}

/** What follows from it, where its name does not say so. */
export const helpOf = (command: string): Word | undefined => helps[command];
const helps: Record<string, Word> = { demand_meeting: "meeting_follows" };

export function placeOf(task: Schemas["worklist"]["items"][number]): string {
  if (task.a_case && task.command) return commandPlace(task.a_case, task.command, task.round);
  if (task.a_case && task.kind === "position" && task.round) return commandPlace(task.a_case, "take_position", task.round);
  if (task.a_case) return `/saker/${task.a_case}`;
  if (task.agreement) return task.parties.length > 1 ? "/avtaler" : `/avtaler?part=${task.agreement}`;
  if (task.fund) return task.command ? `/registrer/fund/${task.command}/${task.fund}` : `/ramme/${task.fund}`;
  return registerPlace(task.stream ?? "") ?? "/";
}

/** Where a change waits for a second person. */
function registerPlace(stream: string): string | undefined {
  const [kind, id] = stream.split("/");
  if (kind === "body" && id) return `/utvalg/${id}`;
  return kind === "accounts" || kind === "organisation" ? "/administrasjon" : undefined;
}
