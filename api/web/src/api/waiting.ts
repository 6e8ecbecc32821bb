// Changes of a register that wait for a second person: each may have two actions, to confirm it and to drop it. Pure.

import type { Schemas } from "./client.ts";

type Action = Schemas["action_list"]["actions"][number];

export interface Waiting {
  number: string;
  about: Action["about"][number];
  confirm?: Action;
  drop?: Action;
}

const settling = { confirm_change: "confirm", drop_change: "drop" } as const;

/** They name a change that waits: they are pressed where it stands, and nowhere else. */
export const settles = (command: string): command is keyof typeof settling => command in settling;

export function waitingIn(actions: Action[]): Waiting[] {
  const found = new Map<string, Waiting>();
  for (const action of actions) {
    const number = (action.given as { waiting_change?: string } | undefined)?.waiting_change;
    const about = action.about[0];
    if (!number || !about || !settles(action.command) || action.standing === "closed") continue;
    found.set(number, { ...found.get(number), number, about, [settling[action.command]]: action });
  }
  return [...found.values()];
}

/** Whether the entry only sets a change aside until another has confirmed it. */
export const isSetAside = (entry: { set?: unknown } | undefined) =>
  Object.entries((entry?.set ?? {}) as object).some(([field, value]) => field.startsWith("pending/") && value !== null);
