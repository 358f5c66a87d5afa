import { METERED_INVOCATIONS, UNEXPLAINED_INVOCATIONS } from '@tenantry/contracts/metrics.ts'
import type { IsService } from '@tenantry/metering/count-for-tenant.ts'
import { MINUTE } from '@tenantry/metering/hours.ts'
import type { OperationOf } from '@tenantry/metering/join-records.ts'
import { exclusively, Locked } from '@tenantry/toolkit/lock.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { CountMetric } from '@tenantry/toolkit/metrics.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { HOUR_OBJECTS, type HourObjects } from '../usage-records/hour-objects.ts'
import { hourPartition, keepUses, publishGeneration, startGeneration } from '../usage-records/hour-state.ts'
import { latestOf } from '../usage-records/latest.ts'
import { type TenantRow, usagePartition } from '../usage-records/usage-items.ts'
import { computeHour, digestOfText, keyOfItem } from './compute-hour.ts'
import type { FileIndex } from './file-index.ts'
import { type AllowanceServices, followAllowances } from './follow-allowances.ts'
import { mergeDay } from './merge-day.ts'
import { type MetricServices, ownMetrics } from './own-metrics.ts'
import { writeItems } from './write-items.ts'

export interface Services extends Omit<MetricServices, 'tiers'>, Omit<AllowanceServices, 'tiers'> {
  tiers: MetricServices['tiers'] & AllowanceServices['tiers']
  usage: Pick<Table, 'get' | 'put' | 'update' | 'delete' | 'query'>
  index: FileIndex
  objects: HourObjects
  /** Overwrites what bills of an hour are shared by. */
  putUses(hour: number, text: string): Promise<void>
  /** A file's bytes; null once it has expired. */
  readFile(key: string): Promise<Uint8Array | null>
  operationOf: OperationOf
  isService: IsService
  system: Pick<System, 'now' | 'uuid'>
  logger: Pick<Logger, 'info' | 'warn'>
  count: CountMetric
}

/** Longer than the function runs. */
const LEASE_MS = 150_000
/** Within so long all that belongs together is in the bucket. */
const DELIVERY_MS = 5 * MINUTE
const Digests = z.record(z.string(), z.string())
const Keys = z.array(z.string())

/**
 * Computes an hour from all its files, until none came meanwhile. Whoever finds it locked need not wait: they have indexed their file before, and
 * whoever holds the lock looks into the index again once it is released.
 */
export async function rebuildHour(services: Services, hour: number): Promise<void> {
  const { usage, index, system } = services
  const lock = { table: usage, key: { pk: hourPartition(hour), sk: 'lock' }, system, leaseMs: LEASE_MS }
  for (let seen = -1; ; ) {
    const { files } = await index.of(hour)
    if (files.length === seen) return
    let isHeld = false
    try {
      seen = await exclusively(lock, (assertHeld) => {
        isHeld = true
        return rebuild(services, hour, assertHeld)
      })
    } catch (error) {
      if (error instanceof Locked && !isHeld) return
      throw error
    }
  }
}

/**
 * The steps may end after any of them, and be repeated from the first. Before the first item is written, a list of all that will be is: whatever a
 * computation may have written that never was published, the next one writes again.
 */
async function rebuild(services: Services, hour: number, assertHeld: () => void): Promise<number> {
  const { usage, index, objects, operationOf, isService, system, logger, count } = services
  const { generation, published, uses: usesBefore } = await startGeneration(usage, hour)
  const { files, pending } = await index.of(hour)
  const computed = await computeHour(hour, contents(services, files), {
    operationOf,
    isService,
    coveredUntil: system.now() - DELIVERY_MS,
  })
  const { truncated, coverage, items, digests, hours, minutes, uses } = computed
  count(METERED_INVOCATIONS, coverage.invocations)
  count(UNEXPLAINED_INVOCATIONS, coverage.unexplained)
  if (truncated > 0) logger.warn('usage files end before their end', { hour: hourPartition(hour), truncated })

  const before = await digestsOf(objects, hour, published)
  const unsure = await keysPending(objects, hour, pending)
  const all = new Set([...digests.keys(), ...before.keys(), ...unsure])
  const changed = [...all].filter((key) => unsure.has(key) || before.get(key) !== digests.get(key)).sort()
  if (changed.length > 0 || published === null) {
    assertHeld()
    await objects.put(hour, generation, 'pending', JSON.stringify(changed))
    await index.addPending(hour, generation)
    await writeItems(usage, { changed, items, generation }, assertHeld)
    await objects.put(hour, generation, 'digests', JSON.stringify(Object.fromEntries(digests)))
    await objects.put(hour, generation, 'minutes', ndjson(minutes))
    await objects.put(hour, generation, 'hours', ndjson(hours))
    await objects.put(hour, generation, 'latest', JSON.stringify(latestOf(minutes)))
    const writeMetrics = await ownMetrics(services, { hour, published, minutes })
    assertHeld()
    await publishGeneration(usage, hour, generation)
    writeMetrics()
    const partitions = partitionsOf(changed)
    for (const pk of partitions) await mergeDay(usage, pk, hour)
    const ofChanged = hours.filter(({ tenantId }) => partitions.has(usagePartition(tenantId)))
    await followAllowances(services, hour, ofChanged)
    await cleanUp(services, hour, { old: published, pending: [...pending, generation] })
  }
  // Requests of the gateway may be other ones though no item has changed.
  const digest = digestOfText(uses)
  if (digest !== usesBefore && (uses !== '' || usesBefore !== null)) {
    assertHeld()
    await services.putUses(hour, uses)
    await keepUses(usage, hour, digest)
  }
  logger.info('hour computed', { hour: hourPartition(hour), files: files.length, changed: changed.length })
  return files.length
}

async function* contents({ readFile }: Services, files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const key of files) {
    const bytes = await readFile(key)
    if (bytes) yield bytes
  }
}

async function digestsOf(objects: HourObjects, hour: number, published: number | null): Promise<Map<string, string>> {
  if (published === null) return new Map()
  const text = await objects.get(hour, published, 'digests')
  if (text === null)
    throw new Error(`Computation ${published} of ${hourPartition(hour)} was published without its objects`)
  return new Map(Object.entries(z.parse(Digests, JSON.parse(text))))
}

async function keysPending(objects: HourObjects, hour: number, pending: readonly number[]): Promise<Set<string>> {
  const lists = await Promise.all(pending.map((generation) => objects.get(hour, generation, 'pending')))
  return new Set(lists.flatMap((text) => (text === null ? [] : z.parse(Keys, JSON.parse(text)))))
}

const partitionsOf = (keys: readonly string[]): Set<string> =>
  new Set(keys.map(keyOfItem).flatMap(({ pk, sk }) => (sk.startsWith('hour#') ? pk : [])))

async function cleanUp(
  { index, objects }: Services,
  hour: number,
  { old, pending }: { old: number | null; pending: number[] },
): Promise<void> {
  for (const generation of pending) {
    await index.deletePending(hour, generation)
    await objects.delete(hour, generation, 'pending')
  }
  if (old !== null) for (const object of HOUR_OBJECTS) await objects.delete(hour, old, object)
}

const ndjson = (rows: readonly TenantRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
