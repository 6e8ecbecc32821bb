// What differs between two versions of a text, word by word (longest common subsequence).

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

export function compareTexts(before: string, after: string): Piece[] {
  const a = words(before);
  const b = words(after);
  const longest = table(a, b);
  const pieces: Piece[] = [];
  const push = (kind: Piece["kind"], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push("same", a[i]!);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) push("removed", a[i++]!);
    else push("added", b[j++]!);
  }
  return pieces;
}

const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

function table(a: string[], b: string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      rows[i]![j] = a[i] === b[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
  return rows;
}
