// Dates as Norwegians write them. A date is an ISO string (2024-10-21) everywhere but on screen.

const written = /^(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{2}|\d{4})$/;
const packed = /^(\d{2})(\d{2})(\d{4})$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})$/;

function real(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : undefined;
}

/** 21.10.2024, 21.10.24, 21102024 or 2024-10-21; undefined for what is no date. */
export function parseDate(text: string): string | undefined {
  const typed = text.trim();
  const isoParts = iso.exec(typed);
  if (isoParts) return real(Number(isoParts[1]), Number(isoParts[2]), Number(isoParts[3]));
  const parts = written.exec(typed) ?? packed.exec(typed);
  if (!parts) return undefined;
  const year = Number(parts[3]);
  return real(year < 100 ? 2000 + year : year, Number(parts[2]), Number(parts[1]));
}

/** 21.10.2024, of a date or of an instant. */
export function showDate(date: string): string {
  const [year, month, day] = oslo(date).split("-");
  return `${day}.${month}.${year}`;
}

/** 21.10.2024 kl. 14.05 */
export function showInstant(instant: string, clock: string): string {
  const time = new Intl.DateTimeFormat("nb", { timeZone: "Europe/Oslo", hour: "2-digit", minute: "2-digit" });
  return `${showDate(instant)} ${clock} ${time.format(new Date(instant)).replace(":", ".")}`;
}

const locales = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" } as const;

/** 21. oktober 2024 */
export function showLongDate(date: string, language: keyof typeof locales): string {
  const format = new Intl.DateTimeFormat(locales[language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(oslo(date)));
}

function oslo(dateOrInstant: string): string {
  if (iso.test(dateOrInstant)) return dateOrInstant;
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date(dateOrInstant));
}

export function today(now = new Date()): string {
  return oslo(now.toISOString());
}

/** Days from one date to another; negative when it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
