export function Position({ id, round }: { id: string; round: string }) { return <>{id + round}</>; }
