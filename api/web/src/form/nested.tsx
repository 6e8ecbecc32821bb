// Groups of fields, and lists of rows. Focus goes to a new row, and on removal to the button that adds.

import { Button, Fieldset, ValidationMessage } from "@digdir/designsystemet-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { Plus, Trash } from "./icons.ts";
import { parseKroner, showKroner } from "../text/money.ts";
import { useSay } from "../words.ts";
import { AnyField, type FieldProps, idOf, useFault, useLabel } from "./fields.tsx";
import type { Row, Values } from "./values.ts";

export function Group({ field, at, value = {}, change }: FieldProps<Values>) {
  const say = useSay();
  const fault = useFault(at);
  return (
    <Fieldset id={idOf(at)} tabIndex={-1} className="group-fields">
      <Fieldset.Legend>{useLabel(field)}</Fieldset.Legend>
      {!field.required && <Fieldset.Description>{say("all_empty")}</Fieldset.Description>}
      {field.fields!.map((each) => (
        <AnyField key={each.name} field={each} at={`${at}/${each.name}`} value={value[each.name]} change={(next) => change({ ...value, [each.name]: next })} />
      ))}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
  );
}

export function List({ field, at, value = [], change }: FieldProps<Row[]>) {
  const say = useSay();
  const add = useRef<HTMLButtonElement>(null);
  const container = useRef<HTMLFieldSetElement>(null);
  const fault = useFault(at);

  function addRow() {
    flushSync(() => change([...value, { key: Math.max(0, ...value.map((row) => row.key)) + 1, values: {} }])); // the next key is typed there
    const rows = container.current?.querySelectorAll(".row");
    rows?.[rows.length - 1]?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }
  function removeRow(key: number) {
    change(value.filter((row) => row.key !== key));
    add.current?.focus();
  }
  const changeRow = (key: number, values: Values) => change(value.map((row) => (row.key === key ? { key, values } : row)));

  return (
    <Fieldset ref={container} id={idOf(at)} tabIndex={-1} className="list">
      <Fieldset.Legend>{useLabel(field)}</Fieldset.Legend>
      {value.map((row, index) => {
        const name = say("row_of", { what: field.label, n: index + 1 });
        return (
          <div key={row.key} className="row" role="group" aria-label={name}>
            {!field.plain && <span className="row-name" aria-hidden>{index + 1}</span>}
            <div className="row-fields">
              {field.fields!.map((each) => (
                <AnyField
                  key={each.name}
                  field={field.plain ? { ...each, label: name } : each}
                  at={field.plain ? `${at}/${index}` : `${at}/${index}/${each.name}`}
                  value={row.values[each.name]}
                  change={(next) => changeRow(row.key, { ...row.values, [each.name]: next })}
                />
              ))}
            </div>
            <Button type="button" variant="tertiary" icon data-color="neutral" aria-label={say("remove_what", { what: name })} onClick={() => removeRow(row.key)}><Trash aria-hidden /></Button>
          </div>
        );
      })}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
      <Sums field={field} rows={value} />
      <Button ref={add} type="button" variant="secondary" className="add-row" onClick={addRow}>
        <Plus aria-hidden /> {say("add_row", { what: field.label.toLowerCase() })}
      </Button>
    </Fieldset>
  );
}

function Sums({ field, rows }: { field: FieldProps["field"]; rows: Row[] }) {
  const say = useSay();
  const money = field.fields!.find((each) => each.kind === "money");
  if (!money || rows.length < 2) return null;
  const total = rows.reduce((sum, row) => sum + (parseKroner(String(row.values[money.name] ?? "")) ?? 0), 0);
  return <p className="sum">{say("sum")} <strong>{showKroner(total)}</strong></p>;
}
