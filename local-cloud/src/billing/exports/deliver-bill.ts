import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { ServiceObjects } from '../../core/faces.ts'
import { type BillLine, billLine, isInvoiced } from '../bill-lines.ts'
import { type Month, monthOf } from '../month.ts'
import type { BillExport, ExportStore } from '../stores/export-store.ts'
import type { HourlyUse, UsageStore } from '../stores/usage-store.ts'
import { typeOfColumn } from './columns.ts'
import { writeParquet } from './write-parquet.ts'

/** As which the bill is delivered. https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html */
export const DELIVERER = 'bcm-data-exports.amazonaws.com'

interface Needs {
  context: CloudContext
  usage: UsageStore
  exports: ExportStore
  objects: ServiceObjects
}

/** Delivers every export's months that have changed: the running one where `changed`, and a past one until it has its invoice. Answers whether all went well. */
export async function deliverBill(needs: Needs, changed: boolean): Promise<boolean> {
  const { context, exports } = needs
  let isDone = true
  for (const definition of exports.list()) {
    for (const month of monthsToDeliver(needs, definition, changed)) {
      try {
        await deliverMonth(needs, definition, month)
        exports.delivered(definition.arn, { month: month.name, isInvoiced: isInvoiced(month, context.clock.now()) })
      } catch (error) {
        isDone = false
        context.log(
          `billing: the export ${definition.name} could not be delivered to ${definition.bucket}: ${String(error)}`,
        )
      }
    }
  }
  return isDone
}

function monthsToDeliver(
  { context: { clock }, usage, exports }: Needs,
  { arn }: BillExport,
  changed: boolean,
): Month[] {
  const first = usage.firstHour()
  if (first === null) return []
  const delivered = new Map(exports.deliveries(arn).map((one) => [one.month, one]))
  const now = clock.now()
  const months: Month[] = []
  for (let month = monthOf(first); month.from <= now; month = monthOf(month.to)) {
    const known = delivered.get(month.name)
    // What a past month still got came before its first delivery in the next one: each is written once more then.
    const isDue =
      !known || (isInvoiced(month, now) ? !known.isInvoiced : changed && monthOf(now - GRACE_MS).from <= month.from)
    if (isDue) months.push(month)
  }
  return months
}

/** How long after its end a month's lines may still be written. */
const GRACE_MS = 86_400_000

/** One by one: a line is much larger than what it is made of. */
function* linesOf(uses: HourlyUse[], accountId: string, now: number): Generator<BillLine> {
  for (const use of uses) yield billLine(use, accountId, now)
}

/** https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html: where data and manifest of a billing period are. */
async function deliverMonth({ context, usage, objects }: Needs, definition: BillExport, month: Month): Promise<void> {
  const { arn, name, columns, bucket, prefix, query } = definition
  const now = context.clock.now()
  const folder = join(context.dataDir, 'billing')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lines = linesOf(usage.between(month.from, month.to), context.accountId, now)
  const body = await writeParquet(folder, lines, columns)
  const place = (kind: string) => `${prefix}/${name}/${kind}/BILLING_PERIOD=${month.name}`
  const key = `${place('data')}/${name}-00001.snappy.parquet`
  const from = { bucket, service: DELIVERER, sourceArn: arn }
  await objects.put({ ...from, key, body, contentType: 'application/octet-stream' })
  const manifest = {
    exportArn: arn,
    exportName: name,
    createdAt: new Date(now).toISOString(),
    billingPeriod: { start: new Date(month.from).toISOString(), end: new Date(month.to).toISOString() },
    queryStatement: query,
    contentType: 'Parquet',
    compression: 'Parquet',
    columns: columns.map((column) => ({ name: column, type: typeOfColumn(column) })),
    bucket,
    dataFiles: [`s3://${bucket}/${key}`],
  }
  await objects.put({
    ...from,
    key: `${place('metadata')}/${name}-Manifest.json`,
    body: Buffer.from(JSON.stringify(manifest, null, 2)),
    contentType: 'application/json',
  })
}
