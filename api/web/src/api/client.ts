// The way to the server, and all that the pages know of authentication: the session is a cookie that no script can read.
// That there is one is marked on this machine, so that all tabs go in and out together.

import createClient, { type Middleware } from "openapi-fetch";
import { language } from "../preferences.ts";
import type { components, paths } from "./schema.d.ts";

export type Schemas = components["schemas"];

export const community = decodeURIComponent(location.pathname.split("/")[1] ?? "");
export const api = `/${encodeURIComponent(community)}/api/v1`;

// ------------------------------------------------------------------------------------------------- session

const mark = `saksgang:${community}:signed-in`;
let onChange = () => {};

/** Another at each signing in; null: signed out. */
export const sessionHere = () => localStorage.getItem(mark);

/** Of signing in and out, whether here or in another tab. */
export function whenSessionChanges(call: () => void): () => void {
  const elsewhere = (event: StorageEvent) => (event.key === mark || event.key === null) && call();
  onChange = call;
  addEventListener("storage", elsewhere);
  return () => removeEventListener("storage", elsewhere);
}

export async function signIn(username: string, password: string): Promise<void> {
  const { expires } = await answer(client.POST("/{community}/api/v1/sessions/cookie", { ...here(), body: { username, password } }));
  localStorage.setItem(mark, expires);
  onChange();
}

/** Not done where the server can't be reached: the cookie would stay. */
export async function signOut(everywhere = false): Promise<void> {
  const ended = everywhere ? client.DELETE("/{community}/api/v1/sessions", here()) : client.DELETE("/{community}/api/v1/sessions/current", here());
  await answer(ended).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  });
  endSession();
}

function endSession() {
  localStorage.removeItem(mark);
  onChange();
}

/** What changes something by cookie must come from our own pages, and say so. */
const headers = (): Record<string, string> => ({ "Accept-Language": language(), "X-Requested-With": "saksgang" });

const session: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !request.url.endsWith("/sessions/cookie")) endSession();
  },
};

// ------------------------------------------------------------------------------------------------- requests

type Refused = Partial<Schemas["problem"]>;

/** What the server says is wrong, in the reader's language; `status` 0: it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly basis: NonNullable<Refused["basis"]>;
  readonly errors: NonNullable<Schemas["problem"]["errors"]>;
  /** Who may, by the names of their roles. */
  readonly entitled: string[];
  readonly retryAfter: number | undefined;

  /** Something in it may be an account number as well as a person's: who sent it may say so. */
  get looksLikeNationalId(): boolean {
    return [this, ...this.errors].some(({ code }) => code === "looks_like_national_id");
  }

  constructor(status: number, body?: Refused, retryAfter?: number) {
    super(body?.detail ?? "");
    this.status = status;
    this.code = body?.code ?? "unreachable";
    this.basis = body?.basis ?? [];
    this.errors = body?.errors ?? [];
    this.entitled = body?.entitled ?? [];
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

/** randomUUID is there with TLS alone. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// ------------------------------------------------------------------------------------------------- documents

/** In bytes. The server takes no more, and while a browser still sends it hears no answer: so it is said beforehand. */
export const largestFile = 100 * 1024 * 1024;

interface Uploading {
  /** Hears of it from 0 to 1. */
  progress: (part: number) => void;
  signal: AbortSignal;
  confirm?: "account_number" | undefined;
}

/** Rejected with the signal's reason where that was why. */
export function upload(file: File, { progress, signal, confirm }: Uploading): Promise<Schemas["document"]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what has been sent
    request.open("POST", `${api}/documents${confirm ? `?confirm=${confirm}` : ""}`);
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
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

export type DocumentOf = { case: string } | { agreement: string };

export const addressOf = (digest: string, of: DocumentOf, how: { inline?: "true" } = {}) =>
  `${api}/documents/${digest}?${new URLSearchParams({ ...of, ...how })}`;

/** The answer, whose body may be read or left. */
export const document = (digest: string, of: DocumentOf, signal?: AbortSignal) => fileAt(addressOf(digest, of), signal);

/** A paper that a case writes of itself, in one's own language: a page, or a PDF. */
export const paperAddress = (of: string, paper: string, as: "html" | "pdf") =>
  `${api}/cases/${of}/papers/${paper}?${new URLSearchParams({ as, language: language() })}`;

/** What the RHF's yearly report asks of a fund, for spreadsheets. */
export const yearlyTable = (fund: string, year: number) => fileAt(`${api}/funds/${fund}/yearly-table?year=${year}`);

export async function fileAt(address: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(address, { headers: headers(), ...(signal && { signal }) }).catch(() => {
    throw new Problem(0);
  });
  if (response.status === 401) endSession();
  if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined));
  return response;
}
