// What an entry says has changed inside a value, applied to it: docs/entries.md, "Changes".

type Stored = Record<string, unknown>;
const isObject = (value: unknown): value is Stored => typeof value === "object" && value !== null && !Array.isArray(value);

export function applied(value: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  if (Array.isArray(value)) {
    const inside = value.map((element, index) => (String(index) in change ? applied(element, change[index]) : element));
    return [...inside, ...((change["+"] as unknown[] | undefined) ?? [])];
  }
  const fields = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [name, inside] of Object.entries(change)) {
    if (inside === null) fields.delete(name);
    else fields.set(name, applied(fields.get(name), inside));
  }
  return Object.fromEntries(fields);
}

interface Said {
  set: unknown;
  change: unknown;
}

/** A field of the data after each entry that says something of it, in order. */
export function versionsOf<E extends Said>(field: string, entries: E[]): { entry: E; value: unknown }[] {
  let value: unknown;
  return entries.flatMap((entry) => {
    const [set, change] = [entry.set, entry.change].map((each) => (isObject(each) ? each : {})) as [Stored, Stored];
    if (field in set) value = set[field];
    else if (field in change) value = applied(value, change[field]);
    else return [];
    return [{ entry, value }];
  });
}
