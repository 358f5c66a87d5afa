import { TenantUserState } from '@tenantry/contracts/events.ts'
import { ConditionFailed, type Item, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { PERSON, personKey } from './tenant-items.ts'

/** People of tenants as the app plane told last: a projection, behind the truth by as long as an event travels. */
export interface TenantPeople {
  /** In the order of person ids, from behind `after` on. */
  list(tenantId: string, page: { limit: number; after: string | null }): Promise<TenantUserState[]>
  /** A person's address; null for somebody who is not known, or not any more. */
  emailOf(tenantId: string, userId: string): Promise<string | null>
  /** Keeps the person as they are now, unless something later is known of them. */
  keep(person: TenantUserState): Promise<void>
  /** Forgets the person; what stays is the sequence, against an event that comes late. */
  forget(person: TenantUserState): Promise<void>
}

export function tenantPeople(table: Pick<Table, 'get' | 'query' | 'put'>): TenantPeople {
  async function put(person: Pick<TenantUserState, 'tenantId' | 'userId' | 'sequence'>): Promise<void> {
    try {
      await table.put(
        { ...personKey(person), ...person },
        {
          condition: 'attribute_not_exists(pk) OR #sequence < :sequence',
          names: { '#sequence': 'sequence' },
          values: { ':sequence': person.sequence },
        },
      )
    } catch (error) {
      // Something later is known.
      if (!(error instanceof ConditionFailed)) throw error
    }
  }

  return {
    async list(tenantId, { limit, after }) {
      const people: TenantUserState[] = []
      let position: Item | undefined = after === null ? undefined : personKey({ tenantId, userId: after })
      do {
        const page = await table.query({
          key: 'pk = :pk AND begins_with(sk, :person)',
          // Those who left have none.
          filter: 'attribute_exists(email)',
          values: { ':pk': personKey({ tenantId, userId: '' }).pk, ':person': PERSON },
          limit: limit - people.length,
          ...(position && { after: position }),
        })
        people.push(...page.items.map((item) => z.parse(TenantUserState, item)))
        position = page.next
      } while (position && people.length < limit)
      return people
    },
    async emailOf(tenantId, userId) {
      const item = await table.get(personKey({ tenantId, userId }))
      return z.safeParse(TenantUserState, item).data?.email ?? null
    },
    keep: put,
    forget: ({ tenantId, userId, sequence }) => put({ tenantId, userId, sequence }),
  }
}
