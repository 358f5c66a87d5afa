import { expect, test } from 'vitest'
import { type Route, routesOf } from '../attacks/world/route.ts'
import type { Client } from './client.ts'
import { neededQuery } from './needed-query.ts'
import { onboard } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'

// Every parameter of every query of both APIs, as their documents name them, with what nobody should send: refused or answered, and never a 500.
const system = useSystem()
const run = Date.now().toString(36)

const STRANGE = [
  ...['', ' ', '0', '-1', '1e9', 'null', '[object Object]', '__proto__', '*', '../..', '%', '\u0000', '💥', "'; --"],
  // Longer than the key of an item, and than its sort key.
  ...['x'.repeat(1_100), 'x'.repeat(2_100)],
  ...['0000-01-01', '9999-12-31', '9999-12', '0000-01', '2026-02-30'],
  ...['0000-01-01T00:00:00+14:00', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-14:00'],
]

/** What a route answers to strange queries: those answers that it must not give. */
async function wrongAnswers(api: Client, { path, operation, query }: Route, id: string): Promise<string[]> {
  const wrong: string[] = []
  for (const name of query) {
    for (const value of STRANGE) {
      const asked = new URLSearchParams({ ...neededQuery(operation), [name]: value })
      const { status, body } = await api.get(`${path.replaceAll(/\{\w+\}/g, id)}?${asked}`)
      const isTold = status < 400 || (typeof body?.code === 'string' && typeof body.message === 'string')
      if (status >= 500 || !isTold)
        wrong.push(`${path} ${name}=${value.slice(0, 40)}: ${status} ${JSON.stringify(body)}`)
    }
  }
  return wrong
}

test('no query makes an API fail', async () => {
  const { endpoints } = system
  const tenant = await onboard(endpoints, `Strange ${run}`, `ada-${run}@strange.example`)
  const operator = operatorClient(system)
  const apis = [
    { api: tenant.api, url: tenant.config.apiUrl },
    { api: operator, url: endpoints.controlPlaneApi },
  ]
  const wrong: string[] = []
  let asked = 0
  for (const { api, url } of apis) {
    for (const route of (await routesOf(url)).filter(({ method, query }) => method === 'GET' && query.length > 0)) {
      asked += route.query.length
      wrong.push(...(await wrongAnswers(api, route, tenant.config.tenantId)))
    }
  }
  expect(asked).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})
