import { useState } from "react";
import { readDraft, writeDraft } from "./draft.ts";
import type { Values } from "./values.ts";

/** State that stays on this machine, as drafts do, until it is dropped with them. */
export function useKept<T extends Values>(name: string, initial: T): [T, (change: Partial<T>) => void] {
  const [kept, setKept] = useState<T>(() => ({ ...initial, ...(readDraft(localStorage, name)?.values as Partial<T> | undefined) }));
  return [
    kept,
    (change) => {
      const next = { ...kept, ...change };
      setKept(next);
      writeDraft(localStorage, name, { values: next, version: undefined });
    },
  ];
}
