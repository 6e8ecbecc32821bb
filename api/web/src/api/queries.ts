// What is read, each thing in one place. Keys begin with the language, so that the server's words change with it.

import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { usePreferences } from "../preferences.ts";
import { answer, client, here, Problem, type Schemas } from "./client.ts";
import type { Register } from "./registers.ts";
import type { Rounds } from "./rounds.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status === 503),
    },
  },
});

/** After a command anything may be another, for who gave it at once; what others do is heard of (live.ts). */
export const refreshAll = () => queryClient.invalidateQueries();

const rarely = { staleTime: 10 * 60_000 };
const useKey = (...parts: unknown[]) => [usePreferences().language, ...parts];

export type Case = Omit<Schemas["case"], "rounds" | "data"> & { rounds: Rounds; data: Record<string, unknown> };
export type Action = Schemas["case"]["actions"][number];
export type Entry = Schemas["entry"];
export type Body = Schemas["body"];
export type FollowUp = Schemas["follow_up_list"]["items"][number];
export type Seat = NonNullable<Body["seats"]>[number];
export type Person = Schemas["entry"]["actor"] & object;

export const useMe = (enabled = true) =>
  useQuery({ queryKey: useKey("me"), queryFn: () => answer(client.GET("/{community}/api/v1/me", here())), enabled, placeholderData: keepPreviousData, ...rarely });

export const useSessions = () =>
  useQuery({ queryKey: useKey("sessions"), queryFn: () => answer(client.GET("/{community}/api/v1/sessions", here())) });

export const useWorklist = () =>
  useInfiniteQuery({
    queryKey: useKey("worklist"),
    queryFn: ({ pageParam }) => answer(client.GET("/{community}/api/v1/worklist", here({}, { limit: 100, ...(pageParam && { cursor: pageParam }) }))),
    initialPageParam: "",
    getNextPageParam: (last: Schemas["worklist"]) => last.next,
  });

export interface CaseFilter {
  q?: string;
  sort?: string;
  handler?: string;
  workflow?: string;
  state?: string;
  body?: string;
  party?: string;
  year?: number;
  ended?: boolean;
}

/** What waits for others in the cases that I have. */
export const useWaitingForOthers = () =>
  useInfiniteQuery({
    queryKey: useKey("worklist", "others"),
    queryFn: ({ pageParam }) => answer(client.GET("/{community}/api/v1/worklist/others", here({}, { limit: 100, ...(pageParam && { cursor: pageParam }) }))),
    initialPageParam: "",
    getNextPageParam: (last: Schemas["waiting_list"]) => last.next,
  });

export const useCases = (filter: CaseFilter, enabled = true) =>
  useInfiniteQuery({
    enabled,
    queryKey: useKey("cases", filter),
    queryFn: ({ pageParam }) => answer(client.GET("/{community}/api/v1/cases", here({}, { limit: 100, ...filter, ...(pageParam && { cursor: pageParam }) }))),
    initialPageParam: "",
    getNextPageParam: (last: Schemas["case_list"]) => last.next,
    placeholderData: keepPreviousData,
  });

export const useCase = (id: string) =>
  useQuery({
    queryKey: useKey("case", id),
    queryFn: async () => (await answer(client.GET("/{community}/api/v1/cases/{id}", here({ id }, { schema: true })))) as unknown as Case,
  });

/** Whether and why I may read a case, in words. */
export const useAccess = (id: string) =>
  useQuery({ queryKey: useKey("case", id, "access"), queryFn: () => answer(client.GET("/{community}/api/v1/cases/{id}/access", here({ id }))) });

export const useWorkflows = () =>
  useQuery({ queryKey: useKey("workflows"), queryFn: () => answer(client.GET("/{community}/api/v1/workflows", here())), ...rarely });

export const useWorkflow = (workflow: string | undefined) =>
  useQuery({
    queryKey: useKey("workflow", workflow),
    queryFn: () => answer(client.GET("/{community}/api/v1/workflows/{workflow}", here({ workflow: workflow! }))),
    enabled: workflow !== undefined,
    ...rarely,
  });

/** The trust first, then the municipalities by name. */
export const useParties = () =>
  useQuery({ queryKey: useKey("parties"), queryFn: async () => inOrder((await answer(client.GET("/{community}/api/v1/parties", here()))).items), ...rarely });

const inOrder = (items: Schemas["party_list"]["items"]) => ({
  items: items.sort((a, b) => Number(b.details.kind === "trust") - Number(a.details.kind === "trust") || a.details.name.localeCompare(b.details.name, "nb")),
});

export const useBodies = (at?: string) =>
  useQuery({
    queryKey: useKey("bodies", at),
    queryFn: () => answer(client.GET("/{community}/api/v1/bodies", here({}, at ? { at } : {}))),
    ...rarely,
  });

export const useBody = (id: string | undefined, at?: string) =>
  useQuery({
    queryKey: useKey("body", id, at),
    queryFn: () => answer(client.GET("/{community}/api/v1/bodies/{id}", here({ id: id! }, at ? { at } : {}))),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
  });

export const usePerson = (id: string) =>
  useQuery({ queryKey: useKey("person", id), queryFn: () => answer(client.GET("/{community}/api/v1/people/{id}", here({ id }))) });

export const useAgreements = (filter: { party?: string; at?: string }) =>
  useQuery({
    queryKey: useKey("agreements", filter),
    queryFn: () => answer(client.GET("/{community}/api/v1/agreements", here({}, filter))),
    placeholderData: keepPreviousData,
  });

export const useMeetings = (year: number) =>
  useQuery({
    queryKey: useKey("meetings", year),
    queryFn: () => answer(client.GET("/{community}/api/v1/meetings", here({}, { year }))),
    placeholderData: keepPreviousData,
  });

export const useFollowUps = () =>
  useQuery({ queryKey: useKey("follow-ups"), queryFn: () => answer(client.GET("/{community}/api/v1/follow-ups", here())) });

export const useFunds = () =>
  useQuery({ queryKey: useKey("funds"), queryFn: () => answer(client.GET("/{community}/api/v1/funds", here())) });

export const useFund = (id: string | undefined) =>
  useQuery({
    queryKey: useKey("fund", id),
    queryFn: () => answer(client.GET("/{community}/api/v1/funds/{id}", here({ id: id! }))),
    enabled: id !== undefined,
  });

/** The description of the API in full: the forms of registers stand nowhere else. */
export const useDescription = (enabled: boolean) =>
  useQuery({
    queryKey: useKey("openapi"),
    queryFn: () => answer(client.GET("/{community}/api/v1/openapi.json", here())) as Promise<unknown> as Promise<{ components: { schemas: Record<string, object> } }>,
    enabled,
    ...rarely,
  });

/** What the reader may do in a register now; of changes that wait for a second person, by whom. */
export const useRegisterActions = (kind: Register, id = "", schema = false) =>
  useQuery({ queryKey: useKey("actions", kind, id, schema), queryFn: () => answer(registerActions(kind, id, { schema })) });

function registerActions(kind: Register, id: string, query: { schema: boolean }) {
  if (kind === "body") return client.GET("/{community}/api/v1/bodies/{id}/actions", here({ id }, query));
  if (kind === "fund") return client.GET("/{community}/api/v1/funds/{id}/actions", here({ id }, query));
  if (kind === "agreement") return client.GET("/{community}/api/v1/agreements/{id}/actions", here({ id }, query));
  if (kind === "accounts") return client.GET("/{community}/api/v1/accounts/actions", here({}, query));
  return client.GET("/{community}/api/v1/organisation/actions", here({}, query));
}

type HistoryOf = { of: "cases" | "bodies" | "funds" | "agreements"; id: string } | { of: "organisation" };

export const useHistory = (what: HistoryOf | undefined, limit = 200) =>
  useInfiniteQuery({
    queryKey: useKey("history", what, limit),
    queryFn: ({ pageParam: after }) => answer(history(what!, { limit, after })) as Promise<Schemas["history"]>,
    initialPageParam: 0,
    getNextPageParam: (last: Schemas["history"]) => last.next,
    enabled: what !== undefined,
  });

function history(what: HistoryOf, query: { limit: number; after: number }) {
  if (what.of === "organisation") return client.GET("/{community}/api/v1/organisation/history", here({}, query));
  const at = here({ id: what.id }, query);
  if (what.of === "bodies") return client.GET("/{community}/api/v1/bodies/{id}/history", at);
  if (what.of === "funds") return client.GET("/{community}/api/v1/funds/{id}/history", at);
  if (what.of === "agreements") return client.GET("/{community}/api/v1/agreements/{id}/history", at);
  return client.GET("/{community}/api/v1/cases/{id}/history", at);
}

/** A case after its n-th entry, or at the end of a day. */
export type Moment = { version: number } | { at: string };

export const useCaseAt = (id: string, when: Moment) =>
  useQuery({
    queryKey: useKey("case", id, "at", when),
    queryFn: () => answer(client.GET("/{community}/api/v1/cases/{id}/history", here({ id }, when))) as Promise<unknown> as Promise<Case>,
    ...rarely,
  });

export interface EntryFilter {
  person?: string;
  party?: string;
  body?: string;
  command?: string;
  from?: string;
  until?: string;
}
export type FoundEntry = Schemas["found_entries"]["items"][number];

/** Entries of all cases and registers that I may see, the newest first. */
export const useFoundEntries = (filter: EntryFilter) =>
  useInfiniteQuery({
    queryKey: useKey("history", "everywhere", filter),
    queryFn: ({ pageParam: before }) => answer(client.GET("/{community}/api/v1/history", here({}, { limit: 100, ...filter, ...(before && { before }) }))),
    initialPageParam: 0,
    getNextPageParam: (last: Schemas["found_entries"]) => last.next,
    placeholderData: keepPreviousData,
  });
