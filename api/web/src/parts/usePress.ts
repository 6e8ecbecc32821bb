// A command that is given by a press, without a form.

import { useState } from "react";
import { newKey, post, Problem } from "../api/client.ts";
import { type Case, refreshAll } from "../api/queries.ts";

export function usePress(of: Case) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function press(command: string, payload: object = {}) {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    await post(`/cases/${of.id}/commands/${command}`, payload, { version: of.version, key: newKey() }).catch((error: unknown) => setProblem(error instanceof Problem ? error : new Problem(0)));
    await refreshAll();
    setBusy(false);
  }
  return { busy, problem, press };
}
