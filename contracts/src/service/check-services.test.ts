import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { checkServices } from './check-services.ts'
import { defineEntity } from './entity.ts'
import { defineService, type Service } from './service.ts'
import { defineEvent } from './service-event.ts'
import { on } from './tenant-table.ts'

const WIDGET = defineEntity({
  name: 'widget',
  collection: 'widgets',
  idPrefix: 'wdg',
  schema: z.object({ id: z.string(), createdAt: z.string() }),
  sorts: {},
  searched: () => [],
})
const MADE = defineEvent({ type: 'WidgetMade', data: z.object({ widgetId: z.string() }) })
const service = (change: Partial<Parameters<typeof defineService>[0]> = {}): Service =>
  defineService({
    name: 'widgets',
    description: 'Widgets',
    entities: [WIDGET],
    routes: [
      {
        method: 'POST',
        path: '/widgets',
        operation: 'makeWidget',
        roles: ['TenantAdmin'],
        body: z.object({}),
        example: {},
        needs: [on(WIDGET, 'PutItem')],
        emits: [MADE],
      },
    ],
    ...change,
  }) as Service
const other = (change: Partial<Parameters<typeof defineService>[0]>): Service =>
  defineService({ name: 'others', description: '', ...change }) as Service

test('services that agree with each other have no complaint', () => {
  const worker = { consumes: [MADE], needs: [on(WIDGET, 'GetItem')] }
  expect(checkServices([service(), other({ worker })])).toEqual([])
})

test.each([
  ['a name that is no folder name', [service({ name: 'My Widgets' })], /service name "My Widgets"/],
  ['two services of one name', [service(), service()], /service name widgets is declared twice/],
  [
    'an id prefix of two entities',
    [service(), other({ entities: [{ ...WIDGET, name: 'gadget', collection: 'gadgets' }] })],
    /id prefix wdg/,
  ],
  [
    'a table of two entities',
    [service(), other({ entities: [{ ...WIDGET, name: 'gadget', idPrefix: 'gdg' }] })],
    /table widgets/,
  ],
  [
    'a table that is named as one of the platform',
    [service({ entities: [{ ...WIDGET, collection: 'lists' }] })],
    /cannot be named lists/,
  ],
  ['a malformed id prefix', [service({ entities: [{ ...WIDGET, idPrefix: 'w1' }] })], /three lower-case letters/],
  [
    'two routes that differ in the name of a parameter only',
    [
      service({
        routes: [
          { method: 'GET', path: '/x/{id}', operation: 'a', roles: 'public', needs: [] },
          { method: 'GET', path: '/x/{name}', operation: 'b', roles: 'public', needs: [] },
        ],
      }),
    ],
    /route GET \/x\/\{\} is declared twice/,
  ],
  [
    'a body without an example',
    [
      service({
        routes: [{ method: 'POST', path: '/x', operation: 'x', roles: 'public', needs: [], body: z.object({}) }],
      }),
    ],
    /no example/,
  ],
  [
    'an error code that nobody declares',
    [service({ routes: [{ method: 'GET', path: '/x', operation: 'x', roles: 'public', needs: [], errors: ['ODD'] }] })],
    /ODD/,
  ],
  [
    'an event type that a key could not hold',
    [other({ worker: { consumes: [MADE], needs: [], emits: [{ ...MADE, type: 'Widget-Made' }] } })],
    /event type "Widget-Made" must be letters/,
  ],
  [
    'an event type of the platform',
    [other({ worker: { consumes: [MADE], needs: [], emits: [{ ...MADE, type: 'sbt_aws_tenantUserCreated' }] } })],
    /begins like those of the platform/,
  ],
  ['an event that nobody emits', [other({ worker: { consumes: [MADE], needs: [] } })], /no service emits/],
  ['a worker without events', [other({ worker: { consumes: [], needs: [] } })], /consumes no event/],
])('%s is refused with a sentence that names it', (_, services, complaint) => {
  expect(checkServices(services).join('\n')).toMatch(complaint)
})
