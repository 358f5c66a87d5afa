import { TenantId } from '@tenantry/contracts/ids.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import type { Page } from '@tenantry/toolkit/pages.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Membership } from '../people/membership.ts'

/** A page of one person's memberships in all tenants, in the order of tenant ids: by the index, so one of the last second may be missing. */
export type OwnMemberships = (
  userId: string,
  page: { limit: number; cursor: string | undefined },
) => Promise<Page<Membership>>

const Position = z.strictObject({ after: TenantId })

export function ownMemberships(table: Pick<Table, 'query'>, cursors: Cursors): OwnMemberships {
  return async (userId, { limit, cursor }) => {
    const list = ['my-tenants', userId]
    const after = cursor === undefined ? undefined : (await cursors.decode(list, Position, cursor)).after
    const found = await table.query({
      index: 'byUser',
      key: after === undefined ? 'userId = :user' : 'userId = :user AND tenantId > :after',
      values: { ':user': userId, ':after': after },
      limit: limit + 1,
    })
    const items = found.items.slice(0, limit).map((item) => z.parse(Membership, item))
    const last = items.at(-1)
    const more = found.items.length > limit
    return { items, nextCursor: more && last ? await cursors.encode(list, { after: last.tenantId }) : null }
  }
}
