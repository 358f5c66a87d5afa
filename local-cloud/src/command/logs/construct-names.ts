/** The id that a construct has in its app: CDK appends a hash of its path, of eight hexadecimal digits. */
export const constructId = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '')

/** Names of things in several stacks: with the stack's name where two would have the same. */
export function unambiguous<T extends { stack: string; name: string }>(things: T[]): T[] {
  const count = (name: string) => things.filter((one) => one.name === name).length
  return things.map((one) => (count(one.name) > 1 ? { ...one, name: `${one.stack}/${one.name}` } : one))
}
