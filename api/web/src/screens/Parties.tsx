export function Parties({ id, round }: { id: string; round: string }) { return <>{id + round}</>; }
