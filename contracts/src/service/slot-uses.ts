import type { AnyEntity } from './entity.ts'
import { SEARCH_TEXT, slotName } from './slots.ts'

/**
 * What the items of a table must hold for an order to be complete: which order, made by which version of its text, in which slot. The state
 * of a table is a set of these.
 */
export const slotUse = ({ sorts }: Pick<AnyEntity, 'sorts'>, sort: string): string | undefined => {
  const order = Object.hasOwn(sorts, sort) ? sorts[sort] : undefined
  return order && `${slotName(order.slot)}:${sort}@${order.version ?? 1}`
}

/** All that the lists of an entity need: the slots of its sorts, and the text for its searches. */
export const slotUses = (entity: Pick<AnyEntity, 'sorts' | 'searchVersion'>): string[] => [
  ...Object.keys(entity.sorts).flatMap((sort) => slotUse(entity, sort) ?? []),
  `${SEARCH_TEXT}@${entity.searchVersion ?? 1}`,
]
