// What an entry says, folded: what was sent with it, and the way to how the case was then.

import { Button } from "@digdir/designsystemet-react";
import { useContext } from "react";
import type { Entry } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { DataList, Known, known } from "./DataList.tsx";

interface Props {
  entry: Entry;
  seeThen?: (() => void) | undefined;
  /** For the auditor: which account was signed in with. */
  account?: string | undefined;
}

export function EntryContent({ entry, seeThen, account }: Props) {
  const say = useSay();
  const around = useContext(Known);
  const own = around.fieldsOf?.(entry.command);
  const fields = own?.size ? own : around.fields;
  const payload = entry.payload as Record<string, unknown>;
  if (!known(fields, payload).length && !seeThen && !account) return null;
  return (
    <details className="content">
      <summary>{say("payload")}</summary>
      <Known.Provider value={{ ...around, fields, named: around.fields }}><DataList data={payload} /></Known.Provider>
      {account && <p className="note">{say("user_account")}: {account}</p>}
      {seeThen && <div><Button variant="secondary" data-size="sm" onClick={seeThen}>{say("see_as_of")}</Button></div>}
    </details>
  );
}
