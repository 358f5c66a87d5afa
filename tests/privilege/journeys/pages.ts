import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { CURSOR_KEYS_ID } from '@tenantry/contracts/lists-table.ts'
import type { Client } from '../../acceptance/client.ts'
import { ENTITIES } from '../../attacks/product/services.ts'
import { tableOf } from '../account.ts'
import { usageSpan } from './usage.ts'

/**
 * Lists with more than one page. Each function finds no key for its first cursor, as if the last one had grown old, and makes the next: what
 * else happens once in a month.
 */
export async function pages(endpoints: Endpoints, { tenant, admin }: { tenant: Client; admin: Client }): Promise<void> {
  const lists = ENTITIES.map(({ collection }) => `/${collection}`)
  await firstPages('app-plane', tenant, [...lists, '/users', '/me/tenants'])
  // The account's lists are answered by the control plane.
  await firstPages('control-plane', tenant, [`/account/usage?${usageSpan()}`])
  await firstPages('control-plane', admin, [
    '/tenants',
    '/operators',
    '/failed-messages',
    '/tiers',
    '/audit',
    '/alarms',
    `/usage?${usageSpan()}`,
    '/costs?by=hour',
  ])

  async function firstPages(plane: string, api: Client, paths: string[]): Promise<void> {
    const lists = await tableOf(endpoints, `${plane}-ListsTable`)
    for (const path of paths) {
      await lists.delete({ id: CURSOR_KEYS_ID })
      const page = `${path}${path.includes('?') ? '&' : '?'}limit=1`
      const { body } = await api.get(page)
      if (!body.nextCursor) throw new Error(`${path} has one page: ${JSON.stringify(body)}`)
      await api.get(`${page}&cursor=${encodeURIComponent(body.nextCursor)}`)
    }
  }
}
