import { Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import type { Case } from "../api/queries.ts";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { DocumentLink } from "./DocumentLink.tsx";

export function Documents({ of }: { of: Case }) {
  const say = useSay();
  return (
    <section aria-labelledby="documents">
      <Heading level={2} data-size="xs" id="documents">{say("documents")}</Heading>
      {!of.documents.length && <Paragraph>{say("no_documents")}</Paragraph>}
      {of.documents.length > 0 && (
        <Table className="table stacked">
          <tbody>
            {[...of.documents].reverse().map((document, index) => (
              <tr key={index}>
                <td>
                  {document.withdrawn || document.erasure?.on
                    ? <><s>{document.title}</s> <span className="note">{say("withdrawn", { reason: document.withdrawn?.reason ?? document.erasure?.reason ?? "" })}</span></>
                    : <DocumentLink digest={document.digest} title={document.title} of={{ case: of.id }} />}
                </td>
                <td className="when">{showDate(document.linked)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
