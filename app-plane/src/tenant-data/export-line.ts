import { SEARCH_TEXT, SLOTS, slotName } from '@tenantry/contracts/service/slots.ts'
import type { Item } from '@tenantry/toolkit/table.ts'

/** What is derived from an item's content for lists: another deployment may derive something else. */
const DERIVED = new Set([...SLOTS.map(slotName), SEARCH_TEXT])

/** What JSON has no form for: sets and bytes, as DynamoDB may hold them. */
const tagged = (_name: string, value: unknown): unknown => {
  if (value instanceof Set) return { $set: [...value] }
  return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value
}

/** An item as a line of a file, with its key, and without what lists derive from it. */
export const lineOf = (item: Item): string => {
  const kept = Object.entries(item).filter(([name]) => !DERIVED.has(name))
  return `${JSON.stringify(Object.fromEntries(kept), tagged)}\n`
}

/** The item of a line. Throws for a text that is no JSON object. */
export function itemOfLine(line: string): Item {
  const item = JSON.parse(line, (_name, value: unknown) => untagged(value)) as unknown
  if (typeof item !== 'object' || item === null || Array.isArray(item)) throw new SyntaxError('A line is no item')
  return item as Item
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const [[name, held] = [], ...others] = Object.entries(value)
  if (others.length > 0) return value
  if (name === '$set' && Array.isArray(held)) return new Set(held)
  return name === '$bytes' && typeof held === 'string' ? new Uint8Array(Buffer.from(held, 'base64')) : value
}
