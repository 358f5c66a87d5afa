import type { AuditEntry, AuditFormat } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { csvLine } from './csv.ts'

/** The columns of a table of records, in their order. */
const COLUMNS: Record<string, (entry: AuditEntry) => string | null> = {
  time: ({ at }) => at,
  tenant: ({ tenantId }) => tenantId,
  'actor kind': ({ actor }) => actor.kind,
  'actor id': ({ actor }) => actor.id,
  'actor e-mail': ({ actor }) => actor.email,
  'actor role': ({ actor }) => actor.role,
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  'object kind': ({ object }) => object.kind,
  'object id': ({ object }) => object.id,
  before: ({ before }) => before && JSON.stringify(before),
  after: ({ after }) => after && JSON.stringify(after),
  reason: ({ reason }) => reason,
  'source address': ({ sourceIp }) => sourceIp,
  'request id': ({ requestId }) => requestId,
  'written by': ({ writer }) => writer,
  id: ({ id }) => id,
}

/** A page of records as text; pages in their order make one file. */
export function written(format: AuditFormat, entries: AuditEntry[], { isFirst }: { isFirst: boolean }): string {
  switch (format) {
    case 'ndjson':
      return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    case 'csv': {
      const rows = entries.map((entry) => Object.values(COLUMNS).map((of) => of(entry)))
      return [...(isFirst ? [Object.keys(COLUMNS)] : []), ...rows].map(csvLine).join('')
    }
    default:
      throw format satisfies never
  }
}
