import { Button, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { lazy, Suspense, useState } from "react";
import type { Case } from "../api/queries.ts";
import { useBegun } from "../form/useBegun.ts";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { DocumentLink } from "./DocumentLink.tsx";
import { Loading } from "./States.tsx";

const AddDocument = lazy(async () => ({ default: (await import("../screens/more.ts")).AddDocument }));

export function Documents({ of }: { of: Case }) {
  const say = useSay();
  const [adding, setAdding] = useState(false);
  const now = of.actions.find((action) => action.command === "link_document" && action.standing !== "closed");
  const whyHidden = ({ withdrawn, erasure }: Case["documents"][number]) => {
    const reason = withdrawn?.reason ?? erasure?.reason ?? "";
    if (!erasure?.on) return say("withdrawn", { reason });
    return erasure.kept_by ? say("erased_here", { reason: erasure.reason, number: String(erasure.kept_by) }) : say("erased", { reason: erasure.reason });
  };
  const { seen: link, begin, renew } = useBegun(now, (action) => action !== undefined);
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
                    ? <><s>{document.title}</s> <span className="note">{whyHidden(document)}</span></>
                    : <DocumentLink digest={document.digest} title={document.title} of={{ case: of.id }} />}
                  {document.exempt && <span className="note"><br />{say("exempt", { hjemmel: document.exempt.hjemmel })}</span>}
                </td>
                <td className="when">{showDate(document.linked)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {link && !adding && <div><Button variant="secondary" onClick={() => setAdding(true)}>{link.label}</Button></div>}
      {link && adding && <Suspense fallback={<Loading />}><AddDocument of={of} action={link} begin={begin} renew={renew} done={() => setAdding(false)} /></Suspense>}
    </section>
  );
}
