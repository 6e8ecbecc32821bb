export function Funds({ id }: { id: string | undefined }) { return <>{id}</>; }
