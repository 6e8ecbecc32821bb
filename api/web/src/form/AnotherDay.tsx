// The business date, if another than today: for a registrar, who shows it by a document.

import { Details, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useMe } from "../api/queries.ts";
import { parseDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { DocumentField } from "./DocumentField.tsx";
import type { Attached } from "./values.ts";

export interface When {
  effective?: string | undefined;
  source?: string | undefined;
}

export function AnotherDay({ change }: { change: (when: When) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState("");
  const [source, setSource] = useState<Attached>();
  const isRegistrar = useMe().data?.roles.some((role) => role.role === "registrar");
  if (!isRegistrar) return null;
  const effective = parseDate(typed);
  const set = (date: string, document: Attached | undefined) => {
    setTyped(date);
    setSource(document);
    change({ effective: parseDate(date), source: document?.digest });
  };
  return (
    <Details>
      <Details.Summary>{say("effective")} ({say("optional")})</Details.Summary>
      <Details.Content className="stack">
        <Paragraph>{say("effective_help")}</Paragraph>
        <Textfield className="date" label={say("effective_date")} description={say("date_help")} inputMode="numeric" value={typed} onChange={(event) => set(event.target.value, source)} error={typed !== "" && !effective && say("bad_date")} />
        <DocumentField field={{ name: "source", kind: "document", label: say("effective_source"), required: false }} at="/source" value={source} change={(document) => set(typed, document)} />
      </Details.Content>
    </Details>
  );
}
