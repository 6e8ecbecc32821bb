// The cases that one may read: filters stand in the address, titles are searched as one types.

import { Button, Field, Label, Search, Table } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useSearchParams } from "wouter";
import { useNames } from "../api/names.ts";
import { type CaseFilter, useBodies, useCases, useParties, useWorkflow, useWorkflows } from "../api/queries.ts";
import { Choice } from "../parts/Choice.tsx";
import { Page } from "../parts/Page.tsx";
import { after, Await, Empty } from "../parts/States.tsx";
import { ButtonTo, To } from "../parts/To.tsx";
import { today } from "../text/dates.ts";
import { count, useSay, type Word } from "../words.ts";

const addressNames = { workflow: "type", state: "steg", body: "utvalg", party: "part", year: "ar", ended: "avsluttet" } as const;
type FilterName = keyof typeof addressNames;

function filterIn(address: URLSearchParams): CaseFilter {
  const value = (name: FilterName) => address.get(addressNames[name]) || undefined;
  const year = value("year");
  const ended = value("ended");
  return Object.fromEntries(
    Object.entries({ workflow: value("workflow"), state: value("state"), body: value("body"), party: value("party"), year: year && Number(year), ended: ended && ended === "ja" })
      .filter(([, each]) => each !== undefined),
  );
}

export function Cases() {
  const say = useSay();
  const names = useNames();
  const [address, setAddress] = useSearchParams();
  const filter = filterIn(address);
  const sought = address.get("q") ?? "";
  const sort = address.get("sorter") ?? "";
  const cases = useCases(filter);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cases;

  // The server can't search in titles yet: while somebody searches, all pages are fetched.
  useEffect(() => {
    if (sought && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [sought, hasNextPage, isFetchingNextPage, fetchNextPage]);

  function set(name: string, value: string) {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    if (name === addressNames.workflow) next.delete(addressNames.state);
    setAddress(next, { replace: true });
  }

  return (
    <Page title={say("cases")} tools={<ButtonTo href="/saker/ny">{say("new_case")}</ButtonTo>}>
      <search className="filters">
        <Field className="sought">
          <Label>{say("search")}</Label>
          <Search><Search.Input value={sought} onChange={(event) => set("q", event.target.value)} /><Search.Clear onClick={() => set("q", "")} aria-label={say("clear_filters")} /></Search>
        </Field>
        <Filters address={address} set={set} workflow={filter.workflow} />
        <Choice label={say("sort_by")} value={sort} set={(value) => set("sorter", value)} none={say("newest_first")} options={[["tittel", say("title")], ["steg", say("stage")]]} />
        {(sought || Object.keys(filter).length > 0) && <Button variant="tertiary" onClick={() => setAddress({}, { replace: true })}>{say("clear_filters")}</Button>}
      </search>
      <Await query={after(cases, useBodies(), useParties(), useWorkflows())}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.items).filter((each) => `${each.id} ${each.title}`.toLowerCase().includes(sought.trim().toLowerCase()));
          if (sort === "tittel") found.sort((a, b) => a.title.localeCompare(b.title, "nb"));
          if (sort === "steg") found.sort((a, b) => a.state.label.localeCompare(b.state.label, "nb"));
          const total = sought ? found.length : (pages[0]?.total ?? 0);
          return (
            <>
              <p role="status" className="note">{count(say, "n_cases", total)}</p>
              {!found.length && <Empty title={say("cases_empty")} help={say("cases_empty_help")} />}
              {found.length > 0 && (
                <Table className="table stacked">
                  <thead><tr><th scope="col">{say("case_word")}</th><th scope="col">{say("title")}</th><th scope="col">{say("stage")}</th><th scope="col">{say("body")}</th></tr></thead>
                  <tbody>
                    {found.map((each) => (
                      <tr key={each.id}>
                        <td className="nowrap">{each.id}</td>
                        <td><To href={`/saker/${each.id}`}>{each.title}</To><br /><span className="note">{each.workflow.label}</span></td>
                        <td>{each.state.label}</td>
                        <td>{each.body && names.body(each.body)}</td>
                      </tr>
                    ))}
                  </tbody>
                </Table>
              )}
              {hasNextPage && <Button variant="secondary" onClick={() => void fetchNextPage()}>{say("more")}</Button>}
            </>
          );
        }}
      </Await>
    </Page>
  );
}

interface FiltersProps {
  address: URLSearchParams;
  set: (name: string, value: string) => void;
  workflow: string | undefined;
}

function Filters({ address, set, workflow }: FiltersProps) {
  const say = useSay();
  const stages = useWorkflow(workflow).data?.states ?? [];
  const thisYear = Number(today().slice(0, 4));
  const years = Array.from({ length: 6 }, (_, back) => String(thisYear - back));
  const filters: [FilterName, Word, [string, string][]][] = [
    ["workflow", "kind_of_case", (useWorkflows().data?.items ?? []).map((each) => [each.id, each.label])],
    ...(workflow ? [["state", "stage", stages.map((each) => [each.name, each.label])] as [FilterName, Word, [string, string][]]] : []),
    ["body", "body", (useBodies().data?.items ?? []).map((each) => [each.id, each.name])],
    ["party", "party", (useParties().data?.items ?? []).map((each) => [each.id, each.details.name])],
    ["year", "year", years.map((year) => [year, year])],
    ["ended", "status", [["nei", say("running")], ["ja", say("ended")]]],
  ];
  return filters.map(([name, word, options]) => (
    <Choice key={name} label={say(word)} value={address.get(addressNames[name]) ?? ""} set={(value) => set(addressNames[name], value)} none={say("all")} options={options} />
  ));
}
