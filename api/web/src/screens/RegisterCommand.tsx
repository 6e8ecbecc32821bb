export function RegisterCommand({ kind, command, id }: { kind: string; command: string; id: string | undefined }) { return <>{kind + command + id}</>; }
