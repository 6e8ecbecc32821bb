// For the auditor: all entries of a case or a register, by person, kind and time; saved as CSV; a case as it was.

import { Button, Field, Label, Select, Textfield } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useSearchParams } from "wouter";
import { useDomain } from "../api/domain.ts";
import { usePeople } from "../api/everyone.ts";
import { nameOf, useCaseNames } from "../api/names.ts";
import { type Case, type Entry, type EntryFilter, type FoundEntry, useBodies, useCase, useCases, useFoundEntries, useFunds, useHistory, useParties } from "../api/queries.ts";
import { useDescribed } from "../api/registers.ts";
import { Printer } from "../icons.ts";
import { basisInWords } from "../parts/Basis.tsx";
import { CaseThen } from "../parts/CaseThen.tsx";
import { Choice } from "../parts/Choice.tsx";
import { Known } from "../parts/DataList.tsx";
import { DateInAddress } from "../parts/DateInAddress.tsx";
import { save } from "../parts/DocumentLink.tsx";
import { Entries } from "../parts/Entries.tsx";
import { EntryContent } from "../parts/EntryContent.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { csv } from "../text/csv.ts";
import { parseDate, showDate, showInstant } from "../text/dates.ts";
import { count, type Say, useSay, type Word } from "../words.ts";

const sources = ["cases", "bodies", "funds"] as const;
type Source = { of: (typeof sources)[number]; id: string } | { of: "organisation" };

function sourceIn(address: URLSearchParams): Source | undefined {
  const a_case = address.get("sak");
  const [of, id] = (address.get("register") ?? "").split("/");
  if (a_case) return { of: "cases", id: a_case };
  if (of === "organisation") return { of };
  const known = sources.find((each) => each === of);
  return known && id ? { of: known, id } : undefined;
}

export function History() {
  const say = useSay();
  const [address, setAddress] = useSearchParams();
  const source = sourceIn(address);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    setAddress(next, { replace: true });
  };
  return (
    <Page title={say("history")} help={say("history_help")} tools={source && <Button variant="tertiary" onClick={() => print()}><Printer aria-hidden /> {say("print")}</Button>}>
      <Where source={source} choose={(value) => setAddress(value.startsWith("cases/") ? { sak: value.slice(6) } : value ? { register: value } : {})} />
      {!source && <Everywhere address={address} set={set} />}
      {source?.of === "cases" ? <OfCase key={source.id} id={source.id} address={address} set={set} /> : source && <Listed key={address.get("register")} source={source} address={address} set={set} />}
    </Page>
  );
}

function Where({ source, choose }: { source: Source | undefined; choose: (value: string) => void }) {
  const say = useSay();
  const cases = useCases({}).data?.pages.flatMap((page) => page.items) ?? [];
  const bodies = useBodies().data?.items ?? [];
  const funds = useFunds().data?.items ?? [];
  return (
    <Field className="date-field">
      <Label>{say("register_of")}</Label>
      <Select value={source ? (source.of === "organisation" ? source.of : `${source.of}/${source.id}`) : ""} onChange={(event) => choose(event.target.value)}>
        <Select.Option value="">{say("everywhere")}</Select.Option>
        <Select.Optgroup label={say("cases")}>{cases.map((each) => <Select.Option key={each.id} value={`cases/${each.id}`}>{each.id} {each.title}</Select.Option>)}</Select.Optgroup>
        <Select.Optgroup label={say("bodies")}>{bodies.map((each) => <Select.Option key={each.id} value={`bodies/${each.id}`}>{each.name}</Select.Option>)}</Select.Optgroup>
        <Select.Optgroup label={say("funds")}>{funds.map((each) => <Select.Option key={each.id} value={`funds/${each.id}`}>{each.name}</Select.Option>)}</Select.Optgroup>
        <Select.Option value="organisation">{say("organisation_register")}</Select.Option>
      </Select>
    </Field>
  );
}

interface Filtered {
  address: URLSearchParams;
  set: (name: string, value: string) => void;
}

function OfCase({ id, address, set }: { id: string } & Filtered) {
  const say = useSay();
  const version = Number(address.get("etter"));
  const day = parseDate(address.get("dato") ?? "");
  const when = version ? { version } : day ? { at: day } : undefined;
  return (
    <Await query={useCase(id)}>
      {(found) => (
        <>
          <p><To href={`/saker/${id}`}>{say("case_word")} {id} · {found.title}</To></p>
          <DateInAddress />
          {when && <CaseThen now={found} when={when} leave={() => set(version ? "etter" : "dato", "")} />}
          <Listed source={{ of: "cases", id }} of={found} address={address} set={set} />
        </>
      )}
    </Await>
  );
}

const everywhere = { person: "person", party: "part", body: "utvalg", command: "hendelse", from: "fra", until: "til" } as const;

/** Across all cases and registers: who did what, newest first. */
function Everywhere({ address, set }: Filtered) {
  const say = useSay();
  const people = usePeople().data ?? [];
  const parties = useParties().data?.items ?? [];
  const bodies = useBodies().data?.items ?? [];
  const value = (name: keyof typeof everywhere) => address.get(everywhere[name]) ?? "";
  const day = (name: "from" | "until") => parseDate(value(name));
  const { person, party, body, command } = Object.fromEntries((["person", "party", "body", "command"] as const).flatMap((name) => (value(name) ? [[name, value(name)]] : []))) as EntryFilter;
  const [from, until] = [day("from"), day("until")];
  const found = useFoundEntries({ ...(person && { person }), ...(party && { party }), ...(body && { body }), ...(command && { command }), ...(from && { from }), ...(until && { until }) });
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  const actions = new Map(entries.map((entry) => [entry.command, entry.label] as [string, string]));
  const choice = (name: keyof typeof everywhere, label: Word, options: [string, string][]) => <Choice label={say(label)} value={value(name)} set={(chosen) => set(everywhere[name], chosen)} none={say("all")} options={options} />;
  const date = (name: "from" | "until", label: Word) => (
    <Textfield label={say(label)} placeholder={say("date_help")} inputMode="numeric" defaultValue={value(name)} onBlur={(event) => set(everywhere[name], event.target.value)} />
  );
  return (
    <>
      <search className="filters">
        {choice("person", "person", people.map((each) => [each.person.id, nameOf(each.person)]))}
        {choice("party", "party", parties.map((each) => [each.id, each.details.name]))}
        {choice("body", "body", bodies.map((each) => [each.id, each.name]))}
        {choice("command", "action", [...actions])}
        {date("from", "from_date")}
        {date("until", "to_date")}
      </search>
      <Await query={found}>
        {() => (
          <>
            <div className="choices">
              <span role="status" className="note">{count(say, "n_entries", entries.length)}{found.hasNextPage && ` – ${say("and_more")}`}</span>
              <Button variant="secondary" onClick={() => save(new Blob([csv(rowsOf(entries, say))], { type: "text/csv" }), "historikk.csv")}>{say("export_csv")}</Button>
            </div>
            {!entries.length && <Empty title={say("no_entries")} />}
            <Entries entries={entries} more={(entry) => <Of entry={entry as FoundEntry} />} />
            {found.hasNextPage && <div><Button variant="secondary" onClick={() => void found.fetchNextPage()}>{say("more")}</Button></div>}
          </>
        )}
      </Await>
    </>
  );
}

/** What an entry is of, and the way to it where that is a case. */
function Of({ entry }: { entry: FoundEntry }) {
  const [kind, id] = entry.stream.split("/");
  return <p className="note">{kind === "case" ? <To href={`/historikk?sak=${id}#hendelse-${entry.seq}`}>{entry.of}</To> : entry.of}</p>;
}

const registerOf = { cases: undefined, bodies: "body", funds: "fund", organisation: "organisation" } as const;

function Listed({ source, of, address, set }: { source: Source; of?: Case } & Filtered) {
  const say = useSay();
  const domain = useDomain(of?.workflow.id);
  const described = useDescribed(registerOf[source.of]);
  const { seat } = useCaseNames({ people: {}, body: of?.body ?? (source.of === "bodies" ? source.id : undefined) });
  const history = useHistory(source);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = history;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Await query={history}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.items);
        const shown = filtered(entries, address);
        const name = source.of === "organisation" ? source.of : source.id;
        return (
          <>
            <Filters entries={entries} address={address} set={set} />
            <div className="choices">
              <span role="status" className="note">{count(say, "n_entries", shown.length)}</span>
              <Button variant="secondary" onClick={() => save(new Blob([csv(rowsOf(shown, say, domain?.stage))], { type: "text/csv" }), `historikk-${name}.csv`)}>{say("export_csv")}</Button>
            </div>
            {!shown.length && <Empty title={say("no_entries")} />}
            <Known.Provider value={{ fields: domain?.fields ?? described.fields, fieldsOf: domain?.fieldsOf, people: Object.assign({}, ...pages.map((page) => page.people)), seat, caseId: of?.id }}>
              <Entries entries={shown} stage={domain?.stage} more={(entry) => <EntryContent entry={entry} account={entry.account} seeThen={of && entry.seq < of.version ? () => (set("etter", String(entry.seq)), scrollTo(0, 0)) : undefined} />} />
            </Known.Provider>
          </>
        );
      }}
    </Await>
  );
}

const filters = { person: "person", action: "hendelse", from: "fra", to: "til" } as const;
const dayOf = (entry: Entry) => entry.effective ?? entry.recorded.slice(0, 10);

function filtered(entries: Entry[], address: URLSearchParams): Entry[] {
  const [person, action] = [address.get(filters.person), address.get(filters.action)];
  const [from, to] = [parseDate(address.get(filters.from) ?? ""), parseDate(address.get(filters.to) ?? "")];
  return entries.filter((entry) =>
    (!person || entry.actor?.id === person) && (!action || entry.command === action) && (!from || dayOf(entry) >= from) && (!to || dayOf(entry) <= to));
}

function Filters({ entries, address, set }: { entries: Entry[] } & Filtered) {
  const say = useSay();
  const people = new Map(entries.flatMap((entry) => (entry.actor ? [[entry.actor.id, nameOf(entry.actor)] as [string, string]] : [])));
  const actions = new Map(entries.map((entry) => [entry.command, entry.label] as [string, string]));
  const date = (name: "from" | "to", label: string) => (
    <Textfield label={label} placeholder={say("date_help")} inputMode="numeric" defaultValue={address.get(filters[name]) ?? ""} onBlur={(event) => set(filters[name], event.target.value)} />
  );
  return (
    <search className="filters">
      <Choice label={say("person")} value={address.get(filters.person) ?? ""} set={(value) => set(filters.person, value)} none={say("all")} options={[...people]} />
      <Choice label={say("action")} value={address.get(filters.action) ?? ""} set={(value) => set(filters.action, value)} none={say("all")} options={[...actions]} />
      {date("from", say("from_date"))}
      {date("to", say("to_date"))}
    </search>
  );
}

function rowsOf(entries: Entry[], say: Say, stage?: (name: string) => string): (string | number | undefined)[][] {
  const address = (entry: Entry) => `${location.origin}${location.pathname}${location.search}#hendelse-${entry.seq}`;
  const of = (entry: Entry | FoundEntry) => ("of" in entry ? [entry.of] : []);
  return [
    ["#", ...(entries.some((entry) => "of" in entry) ? [say("register_of")] : []), say("action"), say("person"), say("user_account"), say("recorded"), say("date"), say("stage"), say("hjemmel"), "SHA-256", "URL"],
    ...entries.map((entry) => [entry.seq, ...of(entry), entry.label, entry.actor && nameOf(entry.actor), entry.account, showInstant(entry.recorded, say("clock")), entry.effective && showDate(entry.effective), entry.to && stage?.(entry.to), basisInWords(entry.basis), entry.hash, address(entry)]),
  ];
}
