// Loading, error, no access, gone, empty: what a page shows when it has nothing else to show.

import { Alert, Button, Heading, Paragraph, Spinner } from "@digdir/designsystemet-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "../api/client.ts";
import { useSay } from "../words.ts";
import { Page } from "./Page.tsx";

export function Loading() {
  const say = useSay();
  return (
    <div className="loading" role="status">
      <Spinner aria-hidden data-size="sm" />
      <span>{say("loading")}</span>
    </div>
  );
}

type Query<T> = Pick<UseQueryResult<T>, "data" | "error" | "refetch">;

/** The query, given once the others have been answered too: a page comes whole, and nothing in it moves. */
export const after = <T,>(query: Query<T>, ...others: Query<unknown>[]): Query<T> =>
  others.every((each) => each.data !== undefined || each.error) ? query : { ...query, data: undefined };

/** What the query gives, or how it stands with it. `page`: there is no heading around it yet. */
export function Await<T>({ query, page, children }: { query: Query<T>; page?: boolean; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} page={page} />;
  return <Loading />;
}

export function Failure({ error, retry, page }: { error: unknown; retry?: () => void; page?: boolean | undefined }) {
  const say = useSay();
  const problem = error instanceof Problem ? error : undefined;
  if (page && problem?.status === 404) return <NotFound detail={problem.message} />;
  const title = problem?.status === 0 ? say("unreachable") : problem?.status === 403 ? say("no_access") : say("failed");
  const detail = problem?.status === 0 ? say("unreachable_help") : problem?.message;
  const body = (
    <>
      {detail && <Paragraph>{detail}</Paragraph>}
      {retry && <Button variant="secondary" onClick={retry}>{say("try_again")}</Button>}
    </>
  );
  if (page) return <Page title={title}>{body}</Page>;
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">{title}</Heading>
      {body}
    </Alert>
  );
}

export function NotFound({ detail }: { detail?: string }) {
  const say = useSay();
  return <Page title={say("not_found")} help={say("not_found_help")}>{detail && <Paragraph>{detail}</Paragraph>}</Page>;
}

export function NoCommunity() {
  const say = useSay();
  return <main className="alone"><Page title={say("no_community")} help={say("no_community_help")} /></main>;
}

export function Empty({ title, help, children }: { title: string; help?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Heading level={2} data-size="xs">{title}</Heading>
      {help && <Paragraph>{help}</Paragraph>}
      {children}
    </div>
  );
}
