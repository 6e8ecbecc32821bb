// Everyone and every unit that is registered. The API has no list of them yet; the organisation's history has.

import { useEffect, useMemo } from "react";
import { type Person, useHistory } from "./queries.ts";

interface Registered {
  position?: string;
  name?: string | { value?: string };
  party?: string;
}

export interface Everyone {
  people: Person[];
  organisations: { id: string; name: string }[];
  /** By id: those who have or had a role. */
  withRoles: Set<string>;
}

export function useEveryone(enabled: boolean): Everyone {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory(enabled ? { of: "organisation" } : undefined);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => {
    const set = Object.assign({}, ...(data?.pages ?? []).flatMap((page) => page.items.map((entry) => entry.set))) as Record<string, Registered>;
    const of = (kind: string) => Object.entries(set).filter(([key]) => key.startsWith(kind)).map(([key, value]) => ({ id: key.slice(kind.length), ...value }));
    return {
      people: of("person/").map(({ id, position = "", name, party }) => ({ id, position, ...(party && { party }), ...(typeof name === "object" && name.value && { name: name.value }) })),
      withRoles: new Set(of("roles/").map(({ id }) => id)),
      organisations: of("organisation/").flatMap(({ id, name }) => (typeof name === "string" ? [{ id, name }] : [])),
    };
  }, [data]);
}
