import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { beforeEach, expect, test } from 'vitest'
import type { OutboxRecord } from '../tenants/outbox.ts'
import { tenantsInMemory } from '../tenants/tenants-in-memory.ts'
import { takeResult } from './take-result.ts'

const ids = { tenantId: 'acme00000000', registrationId: 'reg_1' }
const waitingFor = (sequence: number): OutboxRecord => ({ kind: 'start', ...ids, sequence, at: '' })
let tenants: ReturnType<typeof tenantsInMemory>
let warnings: unknown[]

beforeEach(() => {
  tenants = tenantsInMemory()
  tenants.waiting.push(waitingFor(5), waitingFor(6))
  warnings = []
})

const take = (type: string, sequence: number, reason: string | null = null) =>
  takeResult({
    tenants: tenants.store,
    outbox: tenants.outbox,
    tasks: { succeed: () => Promise.reject(new Error('no')), fail: () => Promise.reject(new Error('no')) },
    logger: { info: () => {}, warn: (_message, ...extra) => void warnings.push(...extra) },
  })({ id: 'e1', source: APP_PLANE_SOURCE, 'detail-type': type, detail: { ...ids, sequence, reason } })

test.each(['sbt_aws_deactivateSuccess', 'sbt_aws_activateSuccess'])(
  '%s ends the request that it answers, and no other',
  async (type) => {
    await take(type, 5)
    await take(type, 5)
    expect(tenants.waiting).toEqual([waitingFor(6)])
  },
)

test('a request that failed stays, to be made again, and says why', async () => {
  await take('sbt_aws_deactivateFailure', 5, 'The directory is down')
  expect(tenants.waiting).toHaveLength(2)
  expect(warnings).toMatchObject([{ tenantId: ids.tenantId, sequence: 5, reason: 'The directory is down' }])
})
