import assert from "node:assert/strict";
import { test } from "node:test";
import { compareTexts } from "../../api/web/src/text/compare.ts";
import { csv } from "../../api/web/src/text/csv.ts";
import { daysBetween, parseDate, showDate, showInstant, showLongDate, today } from "../../api/web/src/text/dates.ts";
import { parseKroner, showKroner } from "../../api/web/src/text/money.ts";

test("dates as Norwegians write them", () => {
  for (const typed of ["21.10.2024", "21.10.24", "21102024", " 21. 10. 2024 ", "21/10/2024", "2024-10-21"]) assert.equal(parseDate(typed), "2024-10-21", typed);
  assert.equal(parseDate("1.3.2024"), "2024-03-01");
  for (const typed of ["", "31.02.2024", "10.21.2024", "i dag", "21.10", "2024-13-01"]) assert.equal(parseDate(typed), undefined, typed);
  assert.equal(showDate("2024-10-21"), "21.10.2024");
  assert.equal(showLongDate("2024-10-21", "nb"), "21. oktober 2024");
});

test("an instant is shown by the clock of Oslo, summer and winter", () => {
  assert.equal(showInstant("2024-06-30T22:30:00.000001Z", "kl."), "01.07.2024 kl. 00.30");
  assert.equal(showInstant("2024-12-31T22:30:00Z", "kl."), "31.12.2024 kl. 23.30");
  assert.equal(today(new Date("2024-06-30T22:30:00Z")), "2024-07-01");
});

test("days are counted over a change to summer time", () => {
  assert.equal(daysBetween("2024-03-30", "2024-04-01"), 2);
  assert.equal(daysBetween("2024-10-28", "2024-10-26"), -2);
});

test("kroner", () => {
  for (const typed of ["2900000", "2 900 000", "2.900.000", "2 900 000,00", "2 900 000 kr", "2900000,-", "2\u00a0900\u00a0000"]) assert.equal(parseKroner(typed), 290_000_000, typed);
  assert.equal(parseKroner("10,5"), 1050);
  assert.equal(parseKroner("-12"), -1200);
  for (const typed of ["", "mye", "1,234", "1.2", "1e3", "99999999999999999999"]) assert.equal(parseKroner(typed), undefined, typed);
  assert.equal(showKroner(290_000_000), "2\u00a0900\u00a0000 kr");
  assert.equal(showKroner(1050), "10,50 kr");
});

test("what differs between two texts", () => {
  assert.deepEqual(compareTexts("Partene skal møtes årlig.", "Partene skal møtes to ganger årlig."), [
    { kind: "same", text: "Partene skal møtes " },
    { kind: "added", text: "to ganger " },
    { kind: "same", text: "årlig." },
  ]);
  assert.deepEqual(compareTexts("", "ny"), [{ kind: "added", text: "ny" }]);
});

test("lines for a spreadsheet hold no formula", () => {
  assert.equal(csv([["a", 1, undefined], ["=1+1", "x;y", 'sa "ja"']]), '\ufeffa;1;\r\n\'=1+1;"x;y";"sa ""ja"""\r\n');
});
