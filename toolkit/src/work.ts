import { AsyncLocalStorage } from 'node:async_hooks'
import type { MetricName } from '@tenantry/contracts/metrics.ts'
import type { UsageKind } from '@tenantry/contracts/usage.ts'
import type { Trace } from './trace.ts'

/** A piece of work from its beginning to the line that ends it: a request, a message, a job or a step. */
export interface Work {
  readonly kind: UsageKind
  readonly usageId: string
  readonly functionRequestId: string
  /** Whom it works for; null until that is known, and for the platform's own. */
  tenantId: string | null
  tier: string | null
  operation: string
  /** On each line of its log. */
  readonly keys: Record<string, unknown>
  /** On its last line. */
  readonly notes: Record<string, unknown>
  readonly counts: Partial<Record<MetricName, number>>
  /** Of the lines so far. */
  logBytes: number
  /** Where it is traced; null where it is not. */
  readonly trace: Trace | null
}

interface Place {
  work: Work | null
  correlationId: string | null
}

const places = new AsyncLocalStorage<Place>()

/** The work in hand; null outside of any. */
export const currentWork = (): Work | null => places.getStore()?.work ?? null

/** Runs what is done for a piece of work. */
export const inWork = <T>(work: Work, correlationId: string, run: () => Promise<T>): Promise<T> =>
  places.run({ work, correlationId }, run)

/** The request, event or schedule that everything began with; null outside of any work. */
export const correlationId = (): string | null => places.getStore()?.correlationId ?? null

/** Goes on with what began elsewhere, as a step does with what its workflow began with. */
export function continueFrom(began: string | undefined): void {
  const place = places.getStore()
  if (place && began !== undefined) place.correlationId = began
}

/** Does something in the name of what it belongs to, as the sweeper sends the entry of another request. */
export const onBehalfOf = <T>(began: string | undefined, run: () => Promise<T>): Promise<T> =>
  began === undefined ? run() : places.run({ work: currentWork(), correlationId: began }, run)

/** What is handed to another function, with what it belongs to. */
export function withCorrelation<T>(detail: T): T {
  const began = correlationId()
  if (began === null || typeof detail !== 'object' || detail === null) return detail
  return { ...detail, correlationId: began }
}

/** Says whom the work is for, where only the work itself finds out. What is known already stays: nobody else is charged for it. */
export function workFor({ tenantId, tier }: { tenantId: string; tier?: string | undefined }): void {
  const work = currentWork()
  if (!work) return
  work.tenantId ??= tenantId
  if (work.tenantId === tenantId) work.tier ??= tier ?? null
}

/** Adds to the last line of the work what it found out. */
export function noteOfWork(notes: Record<string, unknown>): void {
  Object.assign(currentWork()?.notes ?? {}, notes)
}
