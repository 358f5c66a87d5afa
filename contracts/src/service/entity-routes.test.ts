import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { openApiDocument, pageOf } from '../openapi.ts'
import { checkServices } from './check-services.ts'
import { defineEntity } from './entity.ts'
import { defineService } from './service.ts'

const WIDGET = defineEntity({
  name: 'widget',
  collection: 'widgets',
  idPrefix: 'wid',
  schema: z.object({ id: z.string() }),
  sorts: {},
  searched: () => [],
})
const WidgetView = z.object({ id: z.string(), name: z.string() }).register(z.globalRegistry, { id: 'WidgetView' })
const body = z.strictObject({ name: z.string() })
const route = { roles: ['TenantAdmin'], needs: [] } as const
const WIDGETS = defineService({
  name: 'widgets',
  description: 'Widgets',
  entities: [WIDGET],
  routes: [
    { ...route, method: 'GET', path: '/widgets', operation: 'list', paged: true, response: pageOf(WidgetView) },
    {
      ...route,
      method: 'POST',
      path: '/widgets',
      operation: 'make',
      body,
      example: { name: 'a' },
      response: WidgetView,
    },
    { ...route, method: 'GET', path: '/widgets/{id}', operation: 'get', response: WidgetView },
    {
      ...route,
      method: 'PUT',
      path: '/widgets/{id}',
      operation: 'put',
      body,
      example: { name: 'a' },
      response: WidgetView,
    },
    { ...route, method: 'DELETE', path: '/widgets/{id}', operation: 'remove' },
    { ...route, method: 'POST', path: '/widgets/{id}/turn', operation: 'turn', response: WidgetView },
    {
      ...route,
      method: 'PUT',
      path: '/widget-settings',
      operation: 'settings',
      response: z.object({ id: z.string() }),
    },
  ],
})

test('what changes one entity is conditional, and nothing else is', () => {
  const conditional = WIDGETS.routes.filter((one) => 'conditional' in one && one.conditional)
  expect(conditional.map(({ operation }) => operation)).toEqual(['put', 'remove', 'turn'])
})

test('the document shows versions, tags, conditions and idempotency keys where they are', () => {
  const document = openApiDocument({ title: '', description: '', version: '1', routes: WIDGETS.routes })
  const of = (path: string, method: string) => JSON.stringify((document.paths as never)[path][method])
  expect(document.components).toMatchObject({ schemas: { WidgetView: { required: ['id', 'name', 'version'] } } })
  const marks = ['"ETag"', 'If-Match', 'PRECONDITION_FAILED', '"version"', 'Idempotency-Key', 'IDEMPOTENCY_CONFLICT']
  const found = (path: string, method: string) => marks.filter((mark) => of(path, method).includes(mark))
  expect(found('/widgets', 'get')).toEqual([])
  expect(found('/widgets', 'post')).toEqual(['"ETag"', 'Idempotency-Key', 'IDEMPOTENCY_CONFLICT'])
  expect(found('/widgets/{id}', 'get')).toEqual(['"ETag"'])
  expect(found('/widgets/{id}', 'put')).toEqual(['"ETag"', 'If-Match', 'PRECONDITION_FAILED', '"version"'])
  expect(found('/widgets/{id}', 'delete')).toEqual(['If-Match', 'PRECONDITION_FAILED'])
  expect(found('/widget-settings', 'put')).toEqual([])
})

test('an entity or a body of a conditional route with a version of its own is refused', () => {
  expect(checkServices([WIDGETS])).toEqual([])
  const version = z.string()
  const own = { ...WIDGET, schema: z.object({ id: z.string(), version }) }
  const put = { ...WIDGETS.routes[3], body: z.strictObject({ version }) }
  const wrong = checkServices([{ ...WIDGETS, entities: [own], routes: [put] }])
  expect(wrong).toEqual([
    expect.stringMatching(/^widget cannot have a member named version/),
    expect.stringMatching(/^The body of put cannot have a member named version/),
  ])
})
