// The words that a body is asked to agree on: points that are numbered, or one that is not.

export function ProposedDecision({ points }: { points: string[] }) {
  if (points.length < 2) return <p className="words-of">{points[0]}</p>;
  return <ol className="words-of">{points.map((point, index) => <li key={index}>{point}</li>)}</ol>;
}
