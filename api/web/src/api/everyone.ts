// Everyone and every unit that is registered, page by page until they are all there.

import { useQuery } from "@tanstack/react-query";
import { usePreferences } from "../preferences.ts";
import { answer, client, here, type Schemas } from "./client.ts";

interface PageOf<T> {
  items: T[];
  next?: string;
}

async function all<T>(page: (query: { limit: number; cursor?: string }) => Promise<PageOf<T>>): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const got = await page({ limit: 200, ...(next && { cursor: next }) });
    items.push(...got.items);
    next = got.next;
  } while (next);
  return items;
}

function useAll<T>(what: string, enabled: boolean, page: (query: { limit: number; cursor?: string }) => Promise<PageOf<T>>) {
  const { language } = usePreferences();
  return useQuery({ queryKey: [language, what], queryFn: () => all(page), enabled });
}

export const usePeople = (enabled = true) =>
  useAll<Schemas["person_list"]["items"][number]>("people", enabled, (query) => answer(client.GET("/{community}/api/v1/people", here({}, query))));

export const useOrganisations = (enabled = true) =>
  useAll<Schemas["organisation_list"]["items"][number]>("organisations", enabled, (query) => answer(client.GET("/{community}/api/v1/organisations", here({}, query))));

export const useRoles = () =>
  useAll<Schemas["role_list"]["items"][number]>("roles", true, (query) => answer(client.GET("/{community}/api/v1/roles", here({}, query))));

export const useAccounts = () =>
  useAll<Schemas["account_list"]["items"][number]>("accounts", true, (query) => answer(client.GET("/{community}/api/v1/accounts", here({}, query))));
