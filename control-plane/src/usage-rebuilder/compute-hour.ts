import { createHash } from 'node:crypto'
import type { IsService } from '@tenantry/metering/count-for-tenant.ts'
import type { Coverage } from '@tenantry/metering/coverage.ts'
import { DAY, HOUR } from '@tenantry/metering/hours.ts'
import type { OperationOf } from '@tenantry/metering/join-records.ts'
import { hourMeter, type TenantHour } from '@tenantry/metering/meter-hour.ts'
import { readFile } from '@tenantry/metering/read-file.ts'
import type { UsageRow } from '@tenantry/metering/usage-row.ts'
import { inOrder, requestsKey, type TenantRow, usageKey, usagePartition } from '../usage-records/usage-items.ts'

/** An item of the usage table, without the number of the computation that wrote it. */
export type ComputedItem = { pk: string; sk: string; expiresAt: number } & Record<string, unknown>

export interface ComputedHour {
  items: Map<string, ComputedItem>
  /** Of each item, by which it is told from others under the same key. */
  digests: Map<string, string>
  hours: TenantRow[]
  minutes: TenantRow[]
  /** What bills of the hour are shared by, a line for each tenant. */
  uses: string
}

/** Days for which minutes, lists of requests and hours are kept. */
const MINUTE_DAYS = 30
const REQUEST_DAYS = 90
const HOUR_DAYS = 400

/** Computes an hour from files. A file that has expired is missing. */
export async function computeHour(
  hour: number,
  files: AsyncIterable<Uint8Array>,
  { operationOf, isService, coveredUntil }: { operationOf: OperationOf; isService: IsService; coveredUntil: number },
): Promise<ComputedHour & { truncated: number; coverage: Coverage }> {
  const meter = hourMeter(hour, operationOf, isService)
  let truncated = 0
  for await (const bytes of files) if ((await readFile(bytes, meter.take)).isTruncated) truncated++
  const tenants = meter.tenants()
  const items = new Map(tenants.flatMap((tenant) => itemsOf(hour, tenant)).map((item) => [itemKey(item), item]))
  return {
    truncated,
    coverage: meter.coverage(coveredUntil),
    items,
    digests: new Map([...items].map(([key, item]) => [key, digest(item)])),
    hours: tenants.flatMap((tenant) => rowsFor(tenant, hour, tenant.hour)).sort(inOrder),
    uses: meter
      .uses()
      .map((use) => `${JSON.stringify(use)}\n`)
      .join(''),
    minutes: tenants
      .flatMap((tenant) => [...tenant.minutes].flatMap(([minute, rows]) => rowsFor(tenant, minute, rows)))
      .sort(inOrder),
  }
}

export const itemKey = ({ pk, sk }: { pk: string; sk: string }): string => `${pk} ${sk}`
export function keyOfItem(key: string): { pk: string; sk: string } {
  const [pk = '', sk = ''] = key.split(' ')
  return { pk, sk }
}

function itemsOf(hour: number, { tenantId, tier, hour: rows, minutes, requests }: TenantHour): ComputedItem[] {
  const pk = usagePartition(tenantId)
  // The end of the hour decides when an item expires, so that it is the same whenever it is computed.
  const after = (days: number) => (hour + HOUR + days * DAY) / 1_000
  return [
    { pk, sk: usageKey('hour', hour), tier, rows, expiresAt: after(HOUR_DAYS) },
    ...[...minutes].map(([minute, own]) => ({
      pk,
      sk: usageKey('minute', minute),
      tier,
      rows: own,
      expiresAt: after(MINUTE_DAYS),
    })),
    ...(requests.length > 0 ? [{ pk, sk: requestsKey(hour), requests, expiresAt: after(REQUEST_DAYS) }] : []),
  ]
}

const rowsFor = ({ tenantId, tier }: TenantHour, from: number, rows: UsageRow[]): TenantRow[] =>
  rows.map((row) => ({ from, tenantId, tier, ...row }))

const digest = (item: ComputedItem): string => digestOfText(JSON.stringify(item))

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)
