import { AsyncLocalStorage } from 'node:async_hooks'

/** Capacity units of DynamoDB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
export interface Units {
  read: number
  write: number
}

interface Meter extends Units {
  parent: Meter | undefined
}

const meters = new AsyncLocalStorage<Meter>()

/** Work, and what it consumed: as DynamoDB reports it in each answer, not as we suppose. Meters may be nested. */
export async function meterUnits<T>(work: () => Promise<T>): Promise<{ result: T; units: Units }> {
  const meter: Meter = { read: 0, write: 0, parent: meters.getStore() }
  const result = await meters.run(meter, work)
  return { result, units: { read: meter.read, write: meter.write } }
}

/** Every call of DynamoDB asks for its consumption, and adds it here. */
export function countUnits(kind: keyof Units, ...reports: ({ CapacityUnits?: number } | undefined)[]): void {
  const consumed = reports.reduce((sum, report) => sum + (report?.CapacityUnits ?? 0), 0)
  for (let meter = meters.getStore(); meter; meter = meter.parent) meter[kind] += consumed
}
