export function Body({ id }: { id: string }) { return <>{id}</>; }
