// What an event says has changed, and which of what has been read that concerns. Pure.

export interface News {
  position: number;
  /** None: anything may be another. */
  changes?: { stream: string; version: number }[];
}

export type Changed = ReadonlySet<string> | "everything";

/** At once, and then no more often than at intervals, with all that has come meanwhile. */
export function atIntervals(pause: number, tell: (changed: Changed) => void): (news: News) => void {
  let waiting: Set<string> | "everything" = new Set();
  let resting = false;
  function next() {
    resting = waiting === "everything" || waiting.size > 0;
    if (!resting) return;
    tell(waiting);
    waiting = new Set();
    setTimeout(next, pause);
  }
  return ({ changes }) => {
    if (!changes) waiting = "everything";
    else if (waiting !== "everything") for (const { stream } of changes) waiting.add(stream);
    if (!resting) next();
  };
}

/** By the key of what was read (api/queries.ts). Lists show all cases, a page one of them, and what may be done there may
 * hang on a fund. Who sits where and who may do what is asked anew by all. */
export function concerns(changed: Changed, [, what, of]: readonly unknown[]): boolean {
  return changed === "everything" || [...changed].some((stream) => one(stream, what, of));
}

function one(stream: string, what: unknown, of: unknown): boolean {
  const [kind, id] = stream.split("/");
  if (what === "worklist") return true;
  if (what === "history") return (of as { id?: string } | undefined)?.id === id;
  switch (kind) {
    case "case": return what === "cases" || what === "meetings" || (what === "case" && of === id);
    case "fund": return what === "funds" || what === "case" || (what === "fund" && of === id);
    case "agreement": return what === "agreements";
    default: return true;
  }
}
