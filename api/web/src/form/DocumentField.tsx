// A file: dropped or chosen, sent at once with its progress, then named. The machine's own control speaks the browser's
// language, so its label stands for it.

import { Button, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { type ChangeEvent, type DragEvent, useContext, useEffect, useId, useRef, useState } from "react";
import { largestFile, Problem, upload } from "../api/client.ts";
import { Check, Upload } from "./icons.ts";
import { useSay } from "../words.ts";
import { type FieldProps, Form, idOf, useFault, useLabel } from "./fields.tsx";
import type { Attached } from "./values.ts";

export function DocumentField({ field, at, value, change }: FieldProps<Attached>) {
  const say = useSay();
  const [progress, setProgress] = useState<{ name: string; part: number }>();
  const [refused, setRefused] = useState<{ file: File; why: string; confirmable?: boolean }>();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const fault = useFault(at) ?? useFault(`${at}/digest`) ?? refused?.why;
  const label = useLabel(field);
  const labelId = useId();
  const { uploading } = useContext(Form);
  const now = useRef({ value, change }); // what has been typed meanwhile stands when the file has come
  useEffect(() => void (now.current = { value, change }));
  const stopped = useRef(new AbortController());
  useEffect(() => () => stopped.current.abort(), []);

  async function take(file: File | undefined, confirm?: "account_number") {
    if (!file || progress) return;
    setRefused(undefined);
    if (file.size > largestFile) return setRefused({ file, why: say("file_too_large", { name: file.name, n: megabytes(file.size), most: megabytes(largestFile) }) });
    const { signal } = (stopped.current = new AbortController());
    const show = (part: number) => setProgress({ name: file.name, part });
    show(0);
    uploading.add(at);
    try {
      const { digest } = await upload(file, { progress: show, signal, confirm });
      if (!signal.aborted) now.current.change({ digest, title: now.current.value?.title || file.name.replace(/\.[^.]+$/, "") });
    } catch (error) {
      if (error instanceof Problem) setRefused({ file, why: error.message || say("unreachable"), confirmable: error.looksLikeNationalId });
    }
    uploading.delete(at);
    setProgress(undefined);
  }
  function choose({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    void take(currentTarget.files?.[0]);
    currentTarget.value = ""; // so that the same file may be chosen again
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div role="group" aria-labelledby={labelId} className="document-field">
      <span id={labelId} className="ds-label" data-weight="medium">{label}</span>
      <input ref={input} id={idOf(at)} type="file" className="visually-hidden" onChange={choose} aria-invalid={!!fault || undefined} />
      <label htmlFor={idOf(at)} className={over ? "drop over" : "drop"} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Upload aria-hidden /> {say("drop_file")}
      </label>
      <p role="status" className="progress">
        {progress && <><progress value={progress.part} aria-hidden /> {say("uploading", { name: progress.name, n: Math.round(progress.part * 100) })}</>}
        {!progress && value?.digest && <><Check aria-hidden /> {say("uploaded")}</>}
      </p>
      {progress && <div><Button type="button" variant="tertiary" data-color="neutral" onClick={() => (stopped.current.abort(), input.current?.focus())}>{say("stop_upload")}</Button></div>}
      {value?.digest && (
        <div className="attached">
          <Textfield label={say("file_name")} value={value.title} onChange={(event) => change({ ...value, title: event.target.value })} />
          <Button type="button" variant="tertiary" data-color="neutral" onClick={() => (change(undefined), input.current?.focus())}>{say("remove")}</Button>
        </div>
      )}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
      {refused?.confirmable && <div><Button type="button" variant="secondary" onClick={() => void take(refused.file, "account_number")}>{say("is_account_number")}</Button></div>}
    </div>
  );
}

/** Rounded up: what is a little too large does not look as if it had room. */
const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
