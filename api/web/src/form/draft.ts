// The draft of a form stays on this machine until the server has accepted it: one for each person, subject and command.

import type { Values } from "./values.ts";

export interface Draft {
  values: Values;
  /** Version of the case that it was begun on. */
  version: number | undefined;
  /** Pressed without a network: the key of the attempt, until the server has heard it. */
  unsent?: string | undefined;
}

const prefix = "saksgang:draft:";

export const draftName = (...parts: string[]) => prefix + parts.map(encodeURIComponent).join("/");

export function readDraft(store: Storage, name: string): Draft | undefined {
  try {
    return JSON.parse(store.getItem(name) ?? "") as Draft;
  } catch {
    return undefined;
  }
}

export function writeDraft(store: Storage, name: string, draft: Draft): boolean {
  try {
    store.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false; // full, or forbidden: the page says so
  }
}

export const dropDraft = (store: Storage, name: string) => store.removeItem(name);

/** What was pressed without a network and has not been heard, each by the parts of its name after the owner's. */
export function unsentOf(store: Storage, ...owner: string[]): string[][] {
  const beginning = draftName(...owner) + "/";
  const names = Object.keys(store).filter((name) => name.startsWith(beginning) && readDraft(store, name)?.unsent);
  return names.map((name) => name.slice(beginning.length).split("/").map(decodeURIComponent));
}

/** Of one person: those of others on a shared machine are never shown. */
export function dropDraftsOf(store: Storage, ...owner: string[]): void {
  const beginning = draftName(...owner) + "/";
  for (const key of Object.keys(store)) if (key.startsWith(beginning)) store.removeItem(key);
}
