// Entries of a history, as people read them.

import { Tag } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useNames, nameOf } from "../api/names.ts";
import type { Entry } from "../api/queries.ts";
import { isSetAside } from "../api/waiting.ts";
import { showDate, showInstant } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { Basis } from "./Basis.tsx";

interface Props {
  entries: Entry[];
  stage?: ((name: string) => string) | undefined;
  more?: (entry: Entry) => ReactNode;
}

export function Entries({ entries, stage, more }: Props) {
  const say = useSay();
  const names = useNames();
  return (
    <ol className="entries">
      {entries.map((entry) => (
        <li key={entry.position} id={`hendelse-${entry.seq}`}>
          <div className="entry-head">
            <span className="entry-what">{entry.label}</span>
            {entry.to && stage && <Tag data-size="sm" data-color="neutral">{stage(entry.to)}</Tag>}
          </div>
          <p className="note">
            {entry.actor && <>{nameOf(entry.actor)} · </>}
            {entry.on_behalf_of && <>{say("on_behalf_of", { party: names.party(entry.on_behalf_of) })} · </>}
            {entry.effective && <>{say("happened", { date: showDate(entry.effective) })} · </>}
            {say("recorded")} {showInstant(entry.recorded, say("clock"))}
            {entry.cause !== undefined && <> · {say("follows")}</>}
          </p>
          {isSetAside(entry) && <p className="note">{say("set_aside")}</p>}
          <Basis of={entry.basis} />
          {more?.(entry)}
        </li>
      ))}
    </ol>
  );
}
