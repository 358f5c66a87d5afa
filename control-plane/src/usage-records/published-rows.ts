import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { HourObjects } from './hour-objects.ts'
import { publishedGeneration } from './hour-state.ts'
import { TenantRow } from './usage-items.ts'

export interface PublishedServices {
  usage: Pick<Table, 'get'>
  objects: Pick<HourObjects, 'get'>
}

const READS = 3

/** An object of the computation of an hour that counts; null of an hour in which nothing happened. */
export async function publishedText(
  { usage, objects }: PublishedServices,
  hour: number,
  object: 'hours' | 'minutes' | 'latest',
): Promise<string | null> {
  // A later computation deletes the objects of the one before.
  for (let read = 0; read < READS; read++) {
    const generation = await publishedGeneration(usage, hour)
    if (generation === null) return null
    const text = await objects.get(hour, generation, object)
    if (text !== null) return text
  }
  // The objects of an hour expire before its items do.
  return null
}

/** All tenants' rows of an hour, by the hour or its minutes, in the order of time, service, operation and tenant; none of an hour in which nothing happened. */
export async function publishedRows(
  services: PublishedServices,
  hour: number,
  by: 'hours' | 'minutes',
): Promise<TenantRow[]> {
  const text = await publishedText(services, hour, by)
  return text === null ? [] : rowsIn(text)
}

/** The rows that an object holds. */
export const rowsIn = (text: string): TenantRow[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : z.parse(TenantRow, JSON.parse(line))))
