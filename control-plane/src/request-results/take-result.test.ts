import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { AT, buildTenantState, standingClock, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { transact } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { eventEntry } from '../tenants/outbox-entries.ts'
import { takeResult } from './take-result.ts'

const waitingFor = (sequence: number) =>
  eventEntry('sbt_aws_deactivateRequest', buildTenantState({ sequence, status: 'suspended', workflowId: null }), AT)
const toldBy = ({ type, detail }: Entry) => ({ type, detail })
let plane: TestControlPlane
let warnings: unknown[]

beforeEach(async () => {
  plane = await testControlPlane()
  await transact(
    plane.client,
    [5, 6].map((sequence) => outboxWrite('outbox', waitingFor(sequence))),
  )
  warnings = []
})

const take = (type: string, sequence: number, reason: string | null = null) =>
  takeResult({
    ...plane,
    tasks: { succeed: () => Promise.reject(new Error('no')), fail: () => Promise.reject(new Error('no')) },
    logger: { info: () => {}, warn: (_message, ...extra) => void warnings.push(...extra) },
    system: standingClock,
  })({
    id: 'e1',
    source: APP_PLANE_SOURCE,
    'detail-type': type,
    detail: { tenantId: TENANT_ID, workflowId: null, sequence, reason, isTransient: false },
  })

test.each(['sbt_aws_deactivateSuccess', 'sbt_aws_activateSuccess'])(
  '%s ends the request that it answers, and no other',
  async (type) => {
    await take(type, 5)
    await take(type, 5)
    expect(await plane.waiting()).toEqual([toldBy(waitingFor(6))])
  },
)

test('a request that failed stays, to be made again, and says why', async () => {
  await take('sbt_aws_deactivateFailure', 5, 'The directory is down')
  expect(await plane.waiting()).toHaveLength(2)
  expect(warnings).toMatchObject([{ tenantId: TENANT_ID, sequence: 5, reason: 'The directory is down' }])
})
