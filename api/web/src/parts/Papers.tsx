// What the case writes of itself by now: a notice, minutes. Each as a page, and as a PDF to print or to pass on.

import { Heading, Link } from "@digdir/designsystemet-react";
import { paperAddress } from "../api/client.ts";
import type { Case } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { FileLink } from "./DocumentLink.tsx";

export function Papers({ of }: { of: Case }) {
  const say = useSay();
  if (!of.papers.length) return null;
  return (
    <section aria-labelledby="papers">
      <Heading level={2} data-size="xs" id="papers">{say("papers_written")}</Heading>
      <ul className="plain papers">
        {of.papers.map(({ name, label }) => {
          const pdf = paperAddress(of.id, name, "pdf");
          return (
            <li key={name}>
              <Link href={paperAddress(of.id, name, "html")} target="_blank" rel="noreferrer">{label}</Link>
              <FileLink title={say("as_pdf", { title: label })} address={pdf} inTab={pdf} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
