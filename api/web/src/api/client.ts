// The way to the server, and all that the pages know of authentication. Today a token of this tab; with a cookie session
// `token`, `keep` and the Authorization header go, and `signedIn` asks /me.

import createClient, { type Middleware } from "openapi-fetch";
import { language } from "../preferences.ts";
import type { components, paths } from "./schema.d.ts";

export type Schemas = components["schemas"];

export const community = decodeURIComponent(location.pathname.split("/")[1] ?? "");
const api = `/${encodeURIComponent(community)}/api/v1`;

// ------------------------------------------------------------------------------------------------- session

const tokenName = `saksgang:${community}:token`;
const token = () => sessionStorage.getItem(tokenName);
let onSignedOut = () => {};

export const signedIn = () => token() !== null;
export const whenSignedOut = (call: () => void) => void (onSignedOut = call);

export async function signIn(username: string, password: string): Promise<void> {
  const session = await answer(client.POST("/{community}/api/v1/sessions", { ...here(), body: { username, password } }));
  sessionStorage.setItem(tokenName, session.token);
}

export async function signOut(): Promise<void> {
  await client.DELETE("/{community}/api/v1/sessions/current", here()).catch(() => {});
  sessionStorage.removeItem(tokenName);
  onSignedOut();
}

function headers(): Record<string, string> {
  const mine = token();
  return { "Accept-Language": language(), ...(mine && { Authorization: `Bearer ${mine}` }) };
}

const session: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !request.url.endsWith("/sessions")) endSession();
  },
};

function endSession() {
  sessionStorage.removeItem(tokenName);
  onSignedOut();
}

// ------------------------------------------------------------------------------------------------- requests

/** What the server says is wrong, in the reader's language; `status` 0: it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hjemmel: string | undefined;
  readonly errors: NonNullable<Schemas["problem"]["errors"]>;
  readonly retryAfter: number | undefined;

  constructor(status: number, body?: Partial<Schemas["problem"]>, retryAfter?: number) {
    super(body?.detail ?? "");
    this.status = status;
    this.code = body?.code ?? "unreachable";
    this.hjemmel = body?.hjemmel;
    this.errors = body?.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

export const client = createClient<paths>({});
client.use(session);

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer, or a Problem. */
export async function answer<T>(request: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await request.catch(() => {
    throw new Problem(0);
  });
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

const problemOf = (response: Response, body: unknown) =>
  new Problem(
    response.status,
    body && typeof body === "object" ? body : undefined,
    Number(response.headers.get("Retry-After")) || undefined,
  );

/** What names a typed path in this community, and its query. */
export function here<P extends object = object>(path?: P): { params: { path: { community: string } & P } };
export function here<P extends object, Q extends object>(path: P, query: Q): { params: { path: { community: string } & P; query: Q } };
export function here(path?: object, query?: object) {
  return { params: { path: { community, ...path }, ...(query && { query }) } };
}

export interface Posting {
  /** Of the case or register that was seen; left out where members must not collide. */
  version?: number | undefined;
  /** The same for a repeated attempt, so that it has its effect once. */
  key: string;
  confirm?: string | undefined;
  /** The business date, if another than today, and the document that shows it. */
  effective?: string | undefined;
  source?: string | undefined;
}

/** A command whose name and form came from the server: /cases/2024-3/commands/…, /cases */
export async function post<T>(path: string, payload: unknown, { version, key, ...rest }: Posting): Promise<T> {
  const query = new URLSearchParams(Object.entries(rest).filter((each): each is [string, string] => each[1] !== undefined));
  const response = await fetch(`${api}${path}?${query}`, {
    method: "POST",
    headers: {
      ...headers(),
      "Content-Type": "application/json",
      "Idempotency-Key": key,
      ...(version !== undefined && { "If-Match": `"${version}"` }),
    },
    body: JSON.stringify(payload),
  }).catch(() => {
    throw new Problem(0);
  });
  if (response.status === 401) endSession();
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response, body);
  return body as T;
}

export const newKey = () => crypto.randomUUID();

// ------------------------------------------------------------------------------------------------- documents

/** Uploads a file; `progress` hears of it from 0 to 1. */
export function upload(file: File, progress: (part: number) => void, signal?: AbortSignal): Promise<Schemas["document"]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what has been sent
    request.open("POST", `${api}/documents`);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 401) endSession();
      if (request.status < 300) resolve(request.response);
      else reject(new Problem(request.status, request.response ?? undefined));
    };
    request.onerror = () => reject(new Problem(0));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

export type DocumentOf = { case: string } | { agreement: string };

export async function document(digest: string, of: DocumentOf): Promise<Blob> {
  const response = await fetch(`${api}/documents/${digest}?${new URLSearchParams(of)}`, { headers: headers() }).catch(() => {
    throw new Problem(0);
  });
  if (response.status === 401) endSession();
  if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined));
  return response.blob();
}
