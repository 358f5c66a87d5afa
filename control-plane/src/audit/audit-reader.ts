import { AUDIT_INDEXES, AuditRecord } from '@tenantry/contracts/audit.ts'
import type { AuditEntry, AuditFilter } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { outcomeKey } from '@tenantry/toolkit/audit.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { type AuditWay, wayOf } from './audit-way.ts'

/** One page of the audit, newest first; `next` is the place behind it, null where nothing follows. */
export type ReadAudit = (query: {
  filter: AuditFilter
  limit: number
  after: string | null
}) => Promise<{ entries: AuditEntry[]; next: string | null }>

/** Records that one request reads at most, whatever it filters by: about a hundred read units. */
const MOST_READ = 1_000

const Stored = z.object({
  trail: z.string(),
  entry: z.string(),
  sortedAt: z.string(),
  /** Whether the outcome is written by itself. */
  isIntent: z.optional(z.boolean()),
  record: AuditRecord,
})
type Stored = z.infer<typeof Stored>
const Outcome = z.object({
  trail: z.string(),
  entry: z.string(),
  outcome: z.enum(['done', 'failed']),
  after: AuditRecord.shape.after,
})

/** A partition that is read from its end on: what was found, and down to where everything is known. */
interface Stream {
  partition: string
  found: Stored[]
  /** '' when it is read to its beginning. */
  position: string
}

export const auditReader =
  (audit: Pick<Table, 'query' | 'getMany'>): ReadAudit =>
  async ({ filter, limit, after }) => {
    const way = wayOf(filter)
    const end = after !== null && after < way.last ? after : way.last
    const streams: Stream[] = way.partitions.map((partition) => ({ partition, found: [], position: end }))
    // A request without a filter finds its page in one round; those that filter read larger portions.
    const portion = Math.ceil((way.filter ? 200 : 2 * (limit + 1)) / streams.length) + 1
    for (let read = 0; ; ) {
      const open = streams.filter(({ position }) => position !== '')
      const frontier =
        open
          .map(({ position }) => position)
          .toSorted()
          .at(-1) ?? ''
      const known = streams.flatMap(({ found }) => found).filter(({ sortedAt }) => sortedAt >= frontier)
      if (known.length > limit || open.length === 0 || read + open.length * portion > MOST_READ) {
        const shown = known.sort((one, other) => (one.sortedAt < other.sortedAt ? 1 : -1)).slice(0, limit)
        const next = known.length > limit ? (shown.at(-1)?.sortedAt ?? null) : frontier || null
        return { entries: await withOutcomes(audit, shown), next }
      }
      await Promise.all(open.map((stream) => readOn(audit, way, stream, portion)))
      read += open.length * portion
    }
  }

/** Reads the next portion of a partition. What is at the position itself was seen before. */
async function readOn(audit: Pick<Table, 'query'>, way: AuditWay, stream: Stream, limit: number): Promise<void> {
  const { index, first, filter, names, values } = way
  if (first > stream.position) {
    stream.position = ''
    return
  }
  const page = await audit.query({
    index,
    key: '#partition = :partition AND sortedAt BETWEEN :first AND :last',
    filter,
    names: { ...names, '#partition': AUDIT_INDEXES[index] },
    values: { ...values, ':partition': stream.partition, ':first': first, ':last': stream.position },
    descending: true,
    limit,
  })
  const found = page.items.map((item) => z.parse(Stored, item)).filter(({ sortedAt }) => sortedAt < stream.position)
  stream.found.push(...found)
  stream.position = page.next ? z.parse(z.string(), page.next.sortedAt) : ''
}

/** What came of records whose outcome is written by itself. */
async function withOutcomes(audit: Pick<Table, 'getMany'>, stored: Stored[]): Promise<AuditEntry[]> {
  const keys = stored.filter(({ isIntent }) => isIntent).map(outcomeKey)
  const outcomes = keys.length === 0 ? [] : await audit.getMany(keys)
  const byKey = new Map(outcomes.map((item) => z.parse(Outcome, item)).map((one) => [keyText(one), one]))
  return stored.map(({ record, isIntent, ...key }) => {
    if (!isIntent) return { ...record, outcome: 'done' }
    const { outcome = 'unknown', after = record.after } = byKey.get(keyText(outcomeKey(key))) ?? {}
    return { ...record, after, outcome }
  })
}

const keyText = ({ trail, entry }: { trail: string; entry: string }): string => `${trail} ${entry}`
