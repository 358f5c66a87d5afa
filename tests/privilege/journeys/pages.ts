import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { CURSOR_KEYS_ID } from '@tenantry/contracts/lists-table.ts'
import type { Client } from '../../acceptance/client.ts'
import { ENTITIES } from '../../attacks/product/services.ts'
import { tableOf } from '../account.ts'

/**
 * Lists with more than one page. Each function finds no key for its first cursor, as if the last one had grown old, and makes the next: what
 * else happens once in a month.
 */
export async function pages(endpoints: Endpoints, { tenant, admin }: { tenant: Client; admin: Client }): Promise<void> {
  const lists = ENTITIES.map(({ collection }) => `/${collection}`)
  await firstPages('app-plane', tenant, [...lists, '/users', '/me/tenants'])
  await firstPages('control-plane', admin, ['/tenants', '/operators', '/failed-messages', '/tiers', '/audit'])

  async function firstPages(plane: string, api: Client, paths: string[]): Promise<void> {
    const lists = await tableOf(endpoints, `${plane}-ListsTable`)
    for (const path of paths) {
      await lists.delete({ id: CURSOR_KEYS_ID })
      const { body } = await api.get(`${path}?limit=1`)
      if (!body.nextCursor) throw new Error(`${path} has one page: ${JSON.stringify(body)}`)
      await api.get(`${path}?limit=1&cursor=${encodeURIComponent(body.nextCursor)}`)
    }
  }
}
