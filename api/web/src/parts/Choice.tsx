// A filter with few values, or none of them.

import { Field, Label, Select } from "@digdir/designsystemet-react";

interface Props {
  label: string;
  value: string;
  set: (value: string) => void;
  none: string;
  options: [string, string][];
}

export function Choice({ label, value, set, none, options }: Props) {
  return (
    <Field>
      <Label>{label}</Label>
      <Select value={value} onChange={(event) => set(event.target.value)}>
        <Select.Option value="">{none}</Select.Option>
        {options.map(([code, name]) => <Select.Option key={code} value={code}>{name}</Select.Option>)}
      </Select>
    </Field>
  );
}
