// Money is whole øre; people write and read kroner.

const grouped = new Intl.NumberFormat("nb-NO", { maximumFractionDigits: 2 });
const withOre = new Intl.NumberFormat("nb-NO", { minimumFractionDigits: 2 });

export function showKroner(ore: number): string {
  return `${showAmount(ore)} kr`;
}

/** Without the unit, as it stands in a field: 2 900 000 or 10,50 */
export function showAmount(ore: number): string {
  return (ore % 100 === 0 ? grouped : withOre).format(ore / 100).replace("−", "-");
}

/** 2900000, 2 900 000, 2.900.000, 10,50, with or without kr; undefined for what is no sum. */
export function parseKroner(text: string): number | undefined {
  const typed = text.replace(/kr\.?|,-/gi, "").replace(/[\s\u00a0\u202f]/g, "");
  const parts = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(typed);
  if (!parts) return undefined;
  const kroner = Number(parts[2]!.replaceAll(".", ""));
  const ore = kroner * 100 + Number((parts[3] ?? "").padEnd(2, "0"));
  return Number.isSafeInteger(ore) ? (parts[1] ? -ore : ore) : undefined;
}
