import type { Answering } from '@tenantry/contracts/idempotency.ts'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import { PLATFORM_STORES } from '@tenantry/contracts/tenant-data.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { isTenantUserType } from '../../people/tenant-user-sender.ts'
import type { Store } from '../stores.ts'

/** Of the platform's own stores: people and what is recorded of them stay, and each place has its own directory and its own moves. */
const MOVING: readonly string[] = ['outbox', 'idempotency']

const isPlatforms = (name: string): boolean => PLATFORM_STORES.some((one) => one === name)

/** The stores whose items move with a tenant. */
export const movingStores = (stores: readonly Store[]): Store[] =>
  stores
    .filter(({ name }) => MOVING.includes(name) || !isPlatforms(name))
    .map((store) => ({
      ...store,
      partitions: (tenantId) => store.partitions(tenantId).filter((partition) => doesMove(store, partition)),
    }))

/** Whether the items of a partition move: what is to be reported of people and asked in their names, and what those who manage them were answered, stays with people. */
export function doesMove({ name }: Pick<Store, 'name'>, partition: string): boolean {
  if (name === 'outbox') return !isTenantUserType(parseOutboxPartition(partition)?.type ?? '')
  return name !== 'idempotency' || partition.split('-')[1] === ('services' satisfies Answering)
}

/** The key of an item. */
export const keyIn = ({ keys }: Store, item: Item): Record<string, string> =>
  Object.fromEntries(keys.map((name) => [name, String(item[name])]))
