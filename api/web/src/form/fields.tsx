// One component for each kind of field. Values are as typed; what they mean stands in values.ts.

import { Checkbox, Field as Box, Fieldset, Label, Radio, Select, EXPERIMENTAL_Suggestion as Suggestion, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { createContext, type ReactNode, useContext } from "react";
import { useSay } from "../words.ts";
import { DocumentField } from "./DocumentField.tsx";
import { Group, List } from "./nested.tsx";
import type { Choices } from "./references.ts";
import type { Choice, Field } from "./schema.ts";
import type { Attached, Row, Value, Values } from "./values.ts";

export interface FormContext {
  choices: Choices;
  /** What is wrong with a field, by its pointer. */
  faults: ReadonlyMap<string, string>;
  /** The fields, by pointer, whose file is on its way: nothing is sent without it. */
  uploading: Set<string>;
}
export const Form = createContext<FormContext>({ choices: () => undefined, faults: new Map(), uploading: new Set() });

export interface FieldProps<V extends Value = Value> {
  field: Field;
  at: string; // JSON Pointer, which is its id too
  value: V | undefined;
  change: (value: V | undefined) => void;
}

export const idOf = (pointer: string) => `field${pointer.replaceAll("/", "-")}`;

export function AnyField(props: FieldProps) {
  const { choices } = useContext(Form);
  const { field } = props;
  switch (field.kind) {
    case "group": return <Group {...(props as FieldProps<Values>)} />;
    case "list": return <List {...(props as FieldProps<Row[]>)} />;
    case "document": return <DocumentField {...(props as FieldProps<Attached>)} />;
    case "boolean": return field.required ? <YesOrNo {...(props as FieldProps<boolean>)} /> : <Tick {...(props as FieldProps<boolean>)} />;
    case "choice": return <Pick {...(props as FieldProps<string>)} choices={field.choices!} />;
    case "choices": return <PickMany {...(props as FieldProps<string[]>)} choices={field.choices!} />;
    case "references": return <PickMany {...(props as FieldProps<string[]>)} choices={choices(field.reference) ?? []} />;
    case "reference": {
      const known = choices(field.reference);
      return known ? <Find {...(props as FieldProps<string>)} choices={known} /> : <Text {...(props as FieldProps<string>)} />;
    }
    default: return <Text {...(props as FieldProps<string>)} />;
  }
}

export function useLabel(field: Field): ReactNode {
  const say = useSay();
  return field.required ? field.label : <>{field.label} <span className="optional">({say("optional")})</span></>;
}

export const useFault = (at: string) => useContext(Form).faults.get(at);

function Text({ field, at, value = "", change }: FieldProps<string>) {
  const say = useSay();
  const common = { id: idOf(at), label: useLabel(field), value, error: useFault(at) };
  const type = (event: { target: { value: string } }) => change(event.target.value);
  if (field.kind === "long") return <Textfield {...common} onChange={type} multiline rows={5} className="grows" />;
  if (field.kind === "text") return <Textfield {...common} onChange={type} className="words" />;
  const money = field.kind === "money" && { suffix: say("kroner"), inputMode: "numeric" as const };
  const date = field.kind === "date" && { description: say("date_help"), inputMode: "numeric" as const };
  const invented = field.kind === "identifier" && { description: say("identifier_help"), autoCapitalize: "none" };
  return <Textfield {...common} onChange={type} autoComplete="off" className={field.kind} {...money} {...date} {...invented} />;
}

function Tick({ field, at, value = false, change }: FieldProps<boolean>) {
  return <Checkbox id={idOf(at)} label={field.label} checked={value} onChange={(event) => change(event.target.checked)} error={useFault(at)} />;
}

/** What must be said is asked: a box that nobody ticks would have said no. */
function YesOrNo({ value, change, ...props }: FieldProps<boolean>) {
  const say = useSay();
  const choices = [{ value: "yes", label: say("yes") }, { value: "no", label: say("no") }];
  return <Pick {...props} choices={choices} value={value === undefined ? "" : value ? "yes" : "no"} change={(chosen) => change(chosen === "yes")} />;
}

interface Choosing {
  choices: Choice[];
}

/** Few are radios; more a list. */
function Pick({ field, at, value = "", change, choices }: FieldProps<string> & Choosing) {
  const say = useSay();
  const fault = useFault(at);
  const label = useLabel(field);
  if (choices.length > 6) return <Choose {...{ label, at, value, change, choices, fault }} />;
  return (
    <Fieldset id={idOf(at)} tabIndex={-1}>
      <Fieldset.Legend>{label}</Fieldset.Legend>
      {choices.map((choice) => (
        <Radio key={choice.value} name={idOf(at)} value={choice.value} label={choice.label} checked={value === choice.value} onChange={() => change(choice.value)} aria-invalid={!!fault || undefined} />
      ))}
      {!field.required && value && <Radio name={idOf(at)} value="" label={say("none")} checked={false} onChange={() => change(undefined)} />}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
  );
}

function PickMany({ field, at, value = [], change, choices }: FieldProps<string[]> & Choosing) {
  const fault = useFault(at);
  const toggle = (one: string, on: boolean) => change(on ? [...value, one] : value.filter((each) => each !== one));
  return (
    <Fieldset id={idOf(at)} tabIndex={-1} className={choices.length > 8 ? "columns" : undefined}>
      <Fieldset.Legend>{useLabel(field)}</Fieldset.Legend>
      {choices.map((choice) => (
        <Checkbox key={choice.value} value={choice.value} label={choice.label} description={choice.note} checked={value.includes(choice.value)} onChange={(event) => toggle(choice.value, event.target.checked)} />
      ))}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
  );
}

/** A reference: a list when the choices are few, found by typing when they are many. */
function Find(props: FieldProps<string> & Choosing) {
  const say = useSay();
  const { field, at, value, change, choices } = props;
  const fault = useFault(at);
  const label = useLabel(field);
  if (choices.length <= 10) return <Choose {...{ label, at, value: value ?? "", change, choices, fault }} />;
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Box className="words">
      <Label>{label}</Label>
      <Suggestion selected={chosen ?? ""} onSelectedChange={(item) => change(item?.value)} data-sr-clear={say("remove_text")} data-sr-empty={say("none")} data-sr-singular={say("one_choice")} data-sr-plural={say("n_choices")}>
        <Suggestion.Input id={idOf(at)} placeholder={say("search_choose")} aria-invalid={!!fault || undefined} />
        <Suggestion.Clear />
        <Suggestion.List>
          <Suggestion.Empty>{say("none")}</Suggestion.Empty>
          {choices.map((choice) => <Suggestion.Option key={choice.value} value={choice.value} label={choice.label}>{choice.label}</Suggestion.Option>)}
        </Suggestion.List>
      </Suggestion>
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Box>
  );
}

interface ChooseProps extends Choosing {
  label: ReactNode;
  at: string;
  value: string;
  change: (value: string | undefined) => void;
  fault?: string | undefined;
}

export function Choose({ label, at, value, change, choices, fault }: ChooseProps) {
  const say = useSay();
  return (
    <Box className="words">
      <Label>{label}</Label>
      <Select id={idOf(at)} value={value} onChange={(event) => change(event.target.value || undefined)} aria-invalid={!!fault || undefined}>
        <Select.Option value="">{say("choose")}</Select.Option>
        {choices.map((choice) => <Select.Option key={choice.value} value={choice.value}>{choice.label}</Select.Option>)}
      </Select>
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Box>
  );
}
