import type { Content, Entity, EntitySort } from '@tenantry/contracts/service/entity.ts'
import {
  MAX_SEARCH_BYTES,
  MAX_SORT_BYTES,
  SEARCH_TEXT,
  SLOTS,
  type Slot,
  slotName,
} from '@tenantry/contracts/service/slots.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import { type Item, setting, type Update } from './table.ts'

/** Between a sort text and the id that makes it unique: sorts before every other character. */
const SEPARATOR = '\u0000'

/** The attributes that lists read, beside the entity's own: the text of each order in its slot, and what searches look into. */
export function listAttributes<T extends { id: string }, Sort extends string>(
  entity: Entity<T, Sort>,
  id: string,
  content: Content<T>,
): Record<string, string> {
  const slots = Object.values<EntitySort<T>>(entity.sorts).map(({ slot, text }) => [
    slotName(slot),
    `${clipped(text(content), MAX_SORT_BYTES)}${SEPARATOR}${id}`,
  ])
  const searched = entity.searched(content).map(folded).join('\n')
  return { ...Object.fromEntries(slots), [SEARCH_TEXT]: clipped(searched, MAX_SEARCH_BYTES) }
}

/** The slots that no order of the entity lives in: nothing may be left there of one that did. */
export const freeSlots = ({ sorts }: { sorts: Record<string, { slot: Slot }> }): string[] => {
  const taken = Object.values(sorts).map(({ slot }) => slot)
  return SLOTS.filter((slot) => !taken.includes(slot)).map(slotName)
}

/** An update that sets attributes and removes others, whatever their names. */
export function settingAndRemoving(set: Item, removed: string[]): ReturnType<typeof setting> {
  const { update, names, values } = setting(set)
  if (removed.length === 0) return { update, names, values }
  return {
    update: `${update} REMOVE ${removed.map((name) => `#${name}`).join(', ')}`,
    names: { ...names, ...Object.fromEntries(removed.map((name) => [`#${name}`, name])) },
    values,
  } satisfies Update
}

/** The beginning of a text that has at most so many bytes in UTF-8. */
const clipped = (text: string, bytes: number): string =>
  text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read)
