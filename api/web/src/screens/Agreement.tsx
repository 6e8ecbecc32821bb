export function Agreement({ id, round }: { id: string; round: string }) { return <>{id + round}</>; }
