// A file: dropped or chosen, sent at once with its progress, then named. The machine's own control speaks the browser's
// language, so its label stands for it.

import { Button, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Problem, upload } from "../api/client.ts";
import { Check, Upload } from "../icons.ts";
import { useSay } from "../words.ts";
import { type FieldProps, idOf, useFault, useLabel } from "./fields.tsx";
import type { Attached } from "./values.ts";

export function DocumentField({ field, at, value, change }: FieldProps<Attached>) {
  const say = useSay();
  const [progress, setProgress] = useState<{ name: string; part: number }>();
  const [problem, setProblem] = useState<string>();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const fault = useFault(at) ?? useFault(`${at}/digest`) ?? problem;
  const label = useLabel(field);
  const labelId = useId();

  async function take(file: File | undefined) {
    if (!file) return;
    setProblem(undefined);
    setProgress({ name: file.name, part: 0 });
    try {
      const { digest } = await upload(file, (part) => setProgress({ name: file.name, part }));
      change({ digest, title: value?.title || file.name.replace(/\.[^.]+$/, "") });
    } catch (error) {
      setProblem(error instanceof Problem && error.message ? error.message : say("unreachable"));
    }
    setProgress(undefined);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div role="group" aria-labelledby={labelId} className="document-field">
      <span id={labelId} className="ds-label" data-weight="medium">{label}</span>
      <input ref={input} id={idOf(at)} type="file" className="visually-hidden" onChange={(event) => void take(event.target.files?.[0])} aria-invalid={!!fault || undefined} />
      <label htmlFor={idOf(at)} className={over ? "drop over" : "drop"} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Upload aria-hidden /> {say("drop_file")}
      </label>
      <p role="status" className="progress">
        {progress && <><progress value={progress.part} aria-hidden /> {say("uploading", { name: progress.name, n: Math.round(progress.part * 100) })}</>}
        {!progress && value?.digest && <><Check aria-hidden /> {say("uploaded")}</>}
      </p>
      {value?.digest && (
        <div className="attached">
          <Textfield label={say("file_name")} value={value.title} onChange={(event) => change({ ...value, title: event.target.value })} />
          <Button type="button" variant="tertiary" data-color="neutral" onClick={() => (change(undefined), input.current?.focus())}>{say("remove")}</Button>
        </div>
      )}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </div>
  );
}
