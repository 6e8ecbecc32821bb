// A document is opened through what links it. A text is read here, a PDF or an image in a tab of its own, as the server
// allows; all else is saved. What can't be had is said here, and not in a tab of its own.

import { Button, Dialog, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { useRef, useState } from "react";
import { addressOf, type DocumentOf, fileAt, Problem } from "../api/client.ts";
import { File } from "../icons.ts";
import { useSay } from "../words.ts";

interface Props {
  title: string;
  /** Where it is saved from, and where a browser may show it. */
  address: string;
  inTab: string;
}

export const DocumentLink = ({ digest, title, of }: { digest: string; title: string; of: DocumentOf }) =>
  <FileLink title={title} address={addressOf(digest, of)} inTab={addressOf(digest, of, { inline: "true" })} />;

const opensInTab = /^(application\/pdf|image\/(png|jpeg|gif|webp))\b/;

export function FileLink({ title, address, inTab }: Props) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState<{ text: string; file: Blob }>();
  const [blocked, setBlocked] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function open() {
    setProblem(undefined);
    try {
      const look = new AbortController();
      const answer = await fileAt(address, look.signal);
      if (opensInTab.test(answer.headers.get("Content-Type") ?? "")) {
        look.abort();
        const tab = window.open(inTab, "_blank");
        if (tab) return void (tab.opener = null);
        setBlocked(true);
      } else {
        const file = await answer.blob();
        if (!file.type.startsWith("text/plain")) return save(file, title);
        setShown({ text: await file.text(), file });
      }
    } catch (error) {
      setProblem(error instanceof Problem && error.message ? error.message : say("unreachable"));
    }
    dialog.current?.showModal();
  }

  return (
    <>
      <Link asChild><button type="button" className="document-link" onClick={() => void open()}><File aria-hidden />{title}</button></Link>
      <Dialog ref={dialog} closeButton={say("close")} closedby="any" className="preview">
        <Heading level={2} data-size="xs">{title}</Heading>
        {problem && <Paragraph>{problem}</Paragraph>}
        {!problem && blocked && <Link href={inTab} target="_blank" rel="noreferrer">{say("open_in_tab")}</Link>}
        {!problem && shown && <><p className="preview-text">{shown.text}</p><Button variant="secondary" onClick={() => save(shown.file, title)}>{say("download")}</Button></>}
      </Dialog>
    </>
  );
}

export function save(blob: Blob, name: string) {
  const link = Object.assign(window.document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
