import { AccountAuditEntry, type AccountList } from '@tenantry/contracts/tenant-account.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { readLimit } from '@tenantry/toolkit/pages.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import type { ReadAudit } from '../audit/audit-reader.ts'
import { listBadRequests } from '../usage/list-bad-requests.ts'
import { listTenantUsage, type Services as UsageServices } from '../usage/list-usage.ts'
import { listOwnCosts, type OwnCostServices } from './list-own-costs.ts'

export interface Services extends Omit<UsageServices, 'objects'>, OwnCostServices {
  readAudit: ReadAudit
}

interface Question {
  tenantId: string
  list: AccountList
  query: Record<string, string>
}

const Moment = z.iso.datetime({ offset: true })
const AuditQuery = z.strictObject({ from: z.optional(Moment), to: z.optional(Moment) })
const Position = z.strictObject({ after: z.string() })

/** A page of what operators see of a tenant's use, for the tenant itself; and what its people changed. */
export async function listOfAccount(given: Services, { tenantId, list, query }: Question): Promise<unknown> {
  const services = { ...given, cursors: cursorsOfAccounts(given.cursors) }
  const request = { params: { id: tenantId }, query, headers: {}, precondition: null }
  switch (list) {
    case 'usage':
      // Whatever an operator may export, an answer here is one page of rows.
      if (query.format !== undefined) throw invalid('format', 'is not for accounts')
      return (await listTenantUsage(services)(request)).body
    case 'requests':
      return (await listBadRequests(services)(request)).body
    case 'audit':
      return listAudit(services, tenantId, query)
    case 'costs':
      return listOwnCosts(services, tenantId, query)
    default:
      throw list satisfies never
  }
}

/** The cursors of an account's lists are none of the operators' lists, which are of the same items. */
const cursorsOfAccounts = ({ encode, decode }: Cursors): Cursors => ({
  encode: (name, position) => encode(['account', ...name], position),
  decode: (name, schema, cursor) => decode(['account', ...name], schema, cursor),
})

/** Changes that people of the tenant made, newest first; those of operators are the provider's. */
async function listAudit({ readAudit, cursors }: Services, tenantId: string, query: Record<string, string>) {
  const { cursor, limit: _, ...asked } = query
  const name = ['audit', tenantId, asked.from, asked.to]
  const after = cursor === undefined ? null : (await cursors.decode(name, Position, cursor)).after
  const filter = { ...parse(AuditQuery, asked), tenantId, actor: 'person' }
  const { entries, next } = await readAudit({ filter, limit: readLimit(query), after })
  // What it does not name, such as addresses, is left out.
  const items = entries.map((entry) => z.parse(AccountAuditEntry, entry))
  return { items, nextCursor: next === null ? null : await cursors.encode(name, { after: next }) }
}
