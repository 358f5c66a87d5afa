import { type Deployment, POOL } from '@tenantry/contracts/deployment.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { expect, test } from 'vitest'
import { forwardEvent } from './forward-event.ts'
import type { DirectoryEntry } from './tenant-directory.ts'

const ACME = 'acme00000000'
const SILO: Deployment = {
  kind: 'silo',
  stack: 'tenantry-silo-acme00000000',
  apiUrl: '',
  userPoolId: '',
  clientId: '',
  identity: 'shared',
}
const event = { 'detail-type': 'WidgetMade', detail: { tenantId: ACME, data: { widgetId: 'w1' } } }

async function forwarded(deployment: Deployment | null, served: Deployment['kind']) {
  const published: unknown[][] = []
  const forward = forwardEvent({
    directory: async () => (deployment ? ({ deployment, status: 'active' } as DirectoryEntry) : undefined),
    publish: async (...call) => void published.push(call),
    served,
    poolBus: 'tenantry',
  })
  return { isForwarded: await forward(event, ACME), published }
}

test.each([
  ['from the pool to the silo', SILO, 'pool', SILO.stack],
  ['from a silo to the pool', POOL, 'silo', 'tenantry'],
] as const)('an event goes on %s, as it is', async (_, deployment, served, bus) => {
  expect(await forwarded(deployment, served)).toEqual({
    isForwarded: true,
    published: [[bus, SERVICE_SOURCE, [{ type: 'WidgetMade', detail: event.detail }]]],
  })
})

test.each([
  ['is served here', POOL],
  ['nobody knows', null],
])('an event of a tenant that %s goes nowhere', async (_, deployment) => {
  expect(await forwarded(deployment, 'pool')).toEqual({ isForwarded: false, published: [] })
})
