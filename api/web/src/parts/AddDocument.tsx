// A document dropped on the case, without leaving it.

import { post } from "../api/client.ts";
import type { Action, Case } from "../api/queries.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import type { Schema } from "../form/schema.ts";

interface Props {
  of: Case;
  action: Action;
  begin: () => void;
  renew: () => void;
  done: () => void;
}

export function AddDocument({ of, action, begin, renew, done }: Props) {
  return (
    <CommandForm
      schema={action.schema as Schema}
      press={action.label}
      about={["case", of.id, action.command]}
      subject={{ case: of }}
      version={of.version}
      send={(payload, how) => post(`/cases/${of.id}/commands/${action.command}`, payload, how)}
      begin={begin}
      renew={renew}
      done={done}
    />
  );
}
