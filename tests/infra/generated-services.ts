import { pageOf } from '@tenantry/contracts/openapi.ts'
import { defineEntity, reference } from '@tenantry/contracts/service/entity.ts'
import { defineService, type Service } from '@tenantry/contracts/service/service.ts'
import { defineEvent } from '@tenantry/contracts/service/service-event.ts'
import { on, onLists } from '@tenantry/contracts/service/tenant-table.ts'
import * as z from 'zod/mini'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const

/** Services as a product has them: an entity with two sort orders, five routes of which admins have two to themselves, an event, and a worker that consumes it. */
export const generatedServices = (count: number): Service[] => Array.from({ length: count }, (_, n) => generated(n))

function generated(n: number): Service {
  // As long as folder names may be.
  const name = `generated-service-number-${String(n).padStart(5, '0')}`
  const View = z.object({ id: z.string(), name: z.string() })
  const THING = defineEntity({
    name: `thing-${n}`,
    collection: `${name}s`,
    idPrefix: `${LETTERS[Math.floor(n / 26)]}${LETTERS[n % 26]}z`,
    schema: z.object({ id: z.string(), name: z.string(), createdAt: z.string() }),
    sorts: {
      name: { slot: 1, text: (thing) => thing.name },
      length: { slot: 2, text: (thing) => String(thing.name.length) },
    },
    searched: (thing) => [thing.name],
  })
  const MADE = defineEvent({ type: `GeneratedThingNumber${n}WasMade`, data: z.object({ id: reference(THING) }) })
  const body = { body: z.object({ name: z.string() }), example: { name: 'One' }, response: View }
  const route = { roles: everyone } as const
  return defineService({
    name,
    description: `Service number ${n}`,
    entities: [THING],
    routes: [
      {
        ...route,
        method: 'GET',
        path: `/${name}`,
        operation: `listThings${n}`,
        paged: true,
        response: pageOf(View),
        needs: [onLists(THING)],
      },
      {
        ...route,
        ...body,
        method: 'POST',
        path: `/${name}`,
        operation: `makeThing${n}`,
        needs: [on(THING, 'PutItem')],
        emits: [MADE],
      },
      {
        ...route,
        method: 'GET',
        path: `/${name}/{id}`,
        operation: `getThing${n}`,
        response: View,
        needs: [on(THING, 'GetItem')],
      },
      {
        ...body,
        method: 'PUT',
        path: `/${name}/{id}`,
        operation: `replaceThing${n}`,
        roles: admins,
        needs: [on(THING, 'UpdateItem')],
      },
      {
        method: 'DELETE',
        path: `/${name}/{id}`,
        operation: `deleteThing${n}`,
        roles: admins,
        needs: [on(THING, 'DeleteItem')],
      },
    ],
    worker: { consumes: [MADE], needs: [on(THING, 'GetItem', 'UpdateItem')] },
  })
}
