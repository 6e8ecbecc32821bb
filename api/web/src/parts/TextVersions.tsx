// The text with its versions, and what differs between two of them where both are plain text.

import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { document as fetchDocument } from "../api/client.ts";
import type { Case, Entry } from "../api/queries.ts";
import type { TextVersion } from "../api/rounds.ts";
import { versionsOf } from "../text/changes.ts";
import { compareTexts, type Piece } from "../text/compare.ts";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { DocumentLink } from "./DocumentLink.tsx";

interface Dated {
  text: TextVersion;
  date: string;
}

function textsIn(entries: Entry[]): Dated[] {
  return versionsOf("text", entries).flatMap(({ entry, value }) => {
    const text = value as TextVersion | null;
    return text?.renditions ? [{ text, date: entry.effective ?? entry.recorded }] : [];
  });
}

export function TextVersions({ of, entries }: { of: Case; entries: Entry[] }) {
  const say = useSay();
  const versions = textsIn(entries).reverse();
  if (!versions.length) return null;
  return (
    <section aria-labelledby="text-versions">
      <Heading level={2} data-size="xs" id="text-versions">{say("text_versions")}</Heading>
      <ol className="versions">
        {versions.map(({ text, date }, index) => (
          <li key={index}>
            <strong>{text.title}</strong>
            <span className="note"> {say("version_of", { v: text.version, date: showDate(date) })}</span>
            <ul className="plain">
              {text.renditions.map((rendition) => (
                <li key={rendition.digest}><DocumentLink {...rendition} of={{ case: of.id }} /></li>
              ))}
            </ul>
            <details className="content">
              <summary>{say("show_code")}</summary>
              {text.renditions.map((rendition) => <code key={rendition.digest} className="digest">{rendition.digest}</code>)}
            </details>
            {versions[index + 1]?.text.title === text.title && <Comparison caseId={of.id} before={versions[index + 1]!.text} after={text} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Comparison({ caseId, before, after }: { caseId: string; before: TextVersion; after: TextVersion }) {
  const say = useSay();
  const [pieces, setPieces] = useState<Piece[] | "not">();

  async function compare() {
    try {
      const files = await Promise.all([before, after].map(async (text) => (await fetchDocument(text.renditions[0]!.digest, { case: caseId })).blob()));
      if (!files.every((file) => file.type.startsWith("text/plain") && file.size < 200_000)) return setPieces("not");
      const [a, b] = await Promise.all(files.map((file) => file.text()));
      setPieces(compareTexts(a!, b!));
    } catch {
      setPieces("not");
    }
  }

  if (!pieces) return <Button variant="tertiary" onClick={() => void compare()}>{say("compare", { a: before.version, b: after.version })}</Button>;
  if (pieces === "not") return <Paragraph role="status">{say("cannot_compare")}</Paragraph>;
  return (
    <div role="status">
      <Paragraph data-size="sm">{say("removed_added")}</Paragraph>
      <p className="comparison">
        {pieces.map((piece, index) =>
          piece.kind === "same" ? piece.text : piece.kind === "added" ? <ins key={index}>{piece.text}</ins> : <del key={index}>{piece.text}</del>)}
      </p>
    </div>
  );
}
