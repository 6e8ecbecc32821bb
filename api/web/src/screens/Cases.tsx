// The cases that one may read: filters stand in the address, titles are searched as one types.

import { Button, Field, Label, Search, Table } from "@digdir/designsystemet-react";
import { useSearchParams } from "wouter";
import { nameOf, useNames } from "../api/names.ts";
import { type CaseFilter, useBodies, useCases, useParties, useWorkflow, useWorkflows } from "../api/queries.ts";
import { Choice } from "../parts/Choice.tsx";
import { Page } from "../parts/Page.tsx";
import { after, Await, Empty } from "../parts/States.tsx";
import { ButtonTo, To } from "../parts/To.tsx";
import { useStill } from "../parts/useStill.ts";
import { today } from "../text/dates.ts";
import { count, useSay, type Word } from "../words.ts";

const addressNames = { q: "q", sort: "sorter", handler: "saksbehandler", workflow: "type", state: "steg", body: "utvalg", party: "part", year: "ar", ended: "avsluttet" } as const;
type FilterName = keyof typeof addressNames;

function filterIn(address: URLSearchParams): CaseFilter {
  const { year, ended, ...texts } = Object.fromEntries(Object.entries(addressNames).flatMap(([name, shown]) => (address.get(shown)?.trim() ? [[name, address.get(shown)!.trim()]] : []))) as Partial<Record<FilterName, string>>;
  return { ...texts, ...(year && { year: Number(year) }), ...(ended && { ended: ended === "ja" }) };
}

export function Cases() {
  const say = useSay();
  const names = useNames();
  const [address, setAddress] = useSearchParams();
  const filter = filterIn(address);
  const sought = address.get(addressNames.q) ?? "";
  const { q = "", ...others } = filter;
  const asked = useStill(q);
  const cases = useCases({ ...others, ...(asked && { q: asked }) });

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
          <Search><Search.Input value={sought} onChange={(event) => set(addressNames.q, event.target.value)} /><Search.Clear onClick={() => set(addressNames.q, "")} aria-label={say("clear_filters")} /></Search>
        </Field>
        <Filters address={address} set={set} workflow={filter.workflow} />
        <Choice label={say("sort_by")} value={filter.sort ?? ""} set={(value) => set(addressNames.sort, value)} none={say("newest_first")} options={[["title", say("title")]]} />
        {Object.keys(filter).length > 0 && <Button variant="tertiary" onClick={() => setAddress({}, { replace: true })}>{say("clear_filters")}</Button>}
      </search>
      <Await query={after(cases, useBodies(), useParties(), useWorkflows())}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.items);
          return (
            <>
              <p role="status" className="note">{pages[0]?.total_is_more ? say("more_than_n_cases", { n: pages[0].total }) : count(say, "n_cases", pages[0]?.total ?? 0)}</p>
              {/^\d{4}-\d+$/.test(sought.trim()) && <p><To href={`/saker/${sought.trim()}`}>{say("go_to_case", { id: sought.trim() })}</To></p>}
              {!found.length && <Empty title={say("cases_empty")} help={say("cases_empty_help")} />}
              {found.length > 0 && (
                <Table className="table stacked">
                  <thead><tr><th scope="col">{say("case_word")}</th><th scope="col">{say("title")}</th><th scope="col">{say("stage")}</th><th scope="col">{say("body")}</th><th scope="col">{say("handler")}</th></tr></thead>
                  <tbody>
                    {found.map((each) => (
                      <tr key={each.id}>
                        <td className="nowrap">{each.id}</td>
                        <td><To href={`/saker/${each.id}`}>{each.title}</To><br /><span className="note">{each.workflow.label}</span></td>
                        <td>{each.state.label}</td>
                        <td>{each.body && names.body(each.body)}</td>
                        <td data-label={say("handler")}>{each.handler ? nameOf(each.handler) : say("nobody")}</td>
                      </tr>
                    ))}
                  </tbody>
                </Table>
              )}
              {cases.hasNextPage && <Button variant="secondary" onClick={() => void cases.fetchNextPage()}>{say("more")}</Button>}
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
    ["handler", "handler", [["me", say("mine")], ["nobody", say("nobody")]]],
    ["body", "body", (useBodies().data?.items ?? []).map((each) => [each.id, each.name])],
    ["party", "party", (useParties().data?.items ?? []).map((each) => [each.id, each.details.name])],
    ["year", "year", years.map((year) => [year, year])],
    ["ended", "status", [["nei", say("running")], ["ja", say("ended")]]],
  ];
  return filters.map(([name, word, options]) => (
    <Choice key={name} label={say(word)} value={address.get(addressNames[name]) ?? ""} set={(value) => set(addressNames[name], value)} none={say("all")} options={options} />
  ));
}
