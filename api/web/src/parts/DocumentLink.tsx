// A document is opened through the case that links it. What can be shown here is; the rest is saved.

import { Button, Dialog, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { useRef, useState } from "react";
import { document as fetchDocument, type DocumentOf, Problem } from "../api/client.ts";
import { File } from "../icons.ts";
import { useSay } from "../words.ts";

interface Props {
  digest: string;
  title: string;
  of: DocumentOf;
}

export function DocumentLink({ digest, title, of }: Props) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [blob, setBlob] = useState<Blob>();

  async function open() {
    setProblem(undefined);
    try {
      const file = await fetchDocument(digest, of);
      setBlob(file);
      if (file.type.startsWith("text/plain")) setText(await file.text());
      else if (file.type === "application/pdf") return void window.open(URL.createObjectURL(file), "_blank", "noopener");
      else return save(file, title);
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
        {problem ? <Paragraph>{problem}</Paragraph> : <p className="preview-text">{text}</p>}
        {blob && !problem && <Button variant="secondary" onClick={() => save(blob, title)}>{say("download")}</Button>}
      </Dialog>
    </>
  );
}

export function save(blob: Blob, name: string) {
  const link = Object.assign(window.document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
