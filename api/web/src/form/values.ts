// What stands in a form, as typed, and what is sent of it. Typed text that is no date or sum is kept as it is, and said
// to be wrong; nothing that a person typed is dropped on the way.

import { parseDate, showDate } from "../text/dates.ts";
import { parseKroner, showAmount } from "../text/money.ts";
import type { Field } from "./schema.ts";

export interface Attached {
  digest: string;
  title: string;
}
export interface Row {
  key: number; // of the row on screen, so that what is removed never returns in another
  values: Values;
}
export type Value = string | boolean | string[] | Attached | Row[] | Values | undefined;
export interface Values {
  [name: string]: Value;
}

export interface Fault {
  pointer: string;
  what: "missing" | "date" | "sum" | "number";
}

export interface Payload {
  [name: string]: unknown;
}

/** Without rows that are empty, so that a pointer counts the same rows as the screen. */
export function withoutEmptyRows(fields: Field[], values: Values): Values {
  const result = { ...values };
  for (const { name, kind, fields: inner } of fields) {
    const value = values[name];
    if (value === undefined) continue;
    if (kind === "group") result[name] = withoutEmptyRows(inner!, value as Values);
    if (kind === "list") result[name] = (value as Row[]).filter((row) => !isEmpty(row.values)).map((row) => ({ ...row, values: withoutEmptyRows(inner!, row.values) }));
  }
  return result;
}

/** The payload, and what is wrong by JSON Pointer; a group or row that is empty throughout is left out. */
export function payloadOf(fields: Field[], values: Values): { payload: Payload; faults: Fault[] } {
  const faults: Fault[] = [];
  return { payload: object(fields, values, "", faults), faults };
}

function object(fields: Field[], values: Values, at: string, faults: Fault[]): Payload {
  const result: Payload = {};
  for (const field of fields) {
    const value = one(field, values[field.name], `${at}/${field.name}`, faults);
    if (value !== undefined) result[field.name] = value;
  }
  return result;
}

function one(field: Field, value: Value, at: string, faults: Fault[]): unknown {
  const fault = (what: Fault["what"]) => void faults.push({ pointer: at, what });
  if (field.kind === "group") {
    if (!field.required && isEmpty(value)) return undefined;
    return object(field.fields!, (value ?? {}) as Values, at, faults);
  }
  if (field.kind === "list") {
    const rows = ((value ?? []) as Row[]).filter((row) => !isEmpty(row.values));
    if (!rows.length) return field.required ? [] : undefined;
    return rows.map((row, index) =>
      field.plain
        ? one(field.fields![0]!, row.values[field.name], `${at}/${index}`, faults)
        : object(field.fields!, row.values, `${at}/${index}`, faults));
  }
  if (field.kind === "choices" || field.kind === "references") {
    const chosen = (value ?? []) as string[];
    return chosen.length || field.required ? chosen : undefined;
  }
  if (field.kind === "boolean" && !field.required) return value === true || undefined;
  if (field.kind === "boolean") return value ?? fault("missing");
  if (isEmpty(value)) return field.required ? fault("missing") : undefined;
  if (field.kind === "document") return value;
  const typed = (value as string).trim();
  if (field.kind === "date") return parseDate(typed) ?? fault("date");
  if (field.kind === "money") return parseKroner(typed) ?? fault("sum");
  if (field.kind === "integer") return /^-?\d{1,15}$/.test(typed) ? Number(typed) : fault("number");
  return typed;
}

export function isEmpty(value: Value): boolean {
  if (value === undefined || value === false) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every((each) => typeof each === "object" && isEmpty(each.values));
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/** What is stored, as a form would have it: to change what was sent before. */
export function valuesOf(fields: Field[], stored: Payload, keys: () => number): Values {
  const values: Values = {};
  for (const field of fields)
    if (stored[field.name] !== undefined) values[field.name] = shown(field, stored[field.name], keys);
  return values;
}

function shown(field: Field, stored: unknown, keys: () => number): Value {
  switch (field.kind) {
    case "group": return valuesOf(field.fields!, stored as Payload, keys);
    case "list":
      return (stored as unknown[]).map((each) => ({
        key: keys(),
        values: field.plain
          ? { [field.name]: shown(field.fields![0]!, each, keys) }
          : valuesOf(field.fields!, each as Payload, keys),
      }));
    case "date": return showDate(stored as string);
    case "money": return showAmount(stored as number);
    case "integer": return String(stored);
    default: return stored as Value;
  }
}

/** What the server suggests; and of the address, in the fields that it may fill in. */
export function startOf(fields: Field[], begins: Payload | undefined, address: URLSearchParams, may: (field: Field) => boolean) {
  let key = 0;
  const known = { ...begins, ...Object.fromEntries([...address].filter(([name]) => fields.some((field) => field.name === name && may(field)))) };
  return Object.keys(known).length ? valuesOf(fields, known, () => ++key) : undefined;
}
