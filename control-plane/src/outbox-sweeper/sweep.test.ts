import { buildStart, buildTenantState } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { transact } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { entryKey, eventEntry, START_WORKFLOW } from '../tenants/outbox-entries.ts'
import { sweep } from './sweep.ts'

const NOW = Date.parse('2026-01-01T00:10:00.000Z')
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toISOString()
const state = buildTenantState({ status: 'suspended', sequence: 5, workflowId: null })
const request = eventEntry('sbt_aws_deactivateRequest', state, at(61))

let plane: TestControlPlane
let sent: string[]

beforeEach(async () => {
  plane = await testControlPlane()
  sent = []
})

const put = (...entries: OutboxEntry[]) =>
  transact(
    plane.client,
    entries.map((entry) => outboxWrite('outbox', entry)),
  )
const sweepAt = (now: number) =>
  sweep({
    outbox: plane.outbox,
    send: async ({ type }: Entry) => void sent.push(type),
    remaining: () => 60_000,
    system: { now: () => now },
    logger: { info: () => {}, error: () => {} },
  })

test('what nobody answers is sent once: starts of workflows, and events that only tell', async () => {
  const told = eventEntry('sbt_aws_onboardingSuccess', { ...state, sequence: 6 }, at(90))
  await put({ ...buildStart(), at: at(120) }, told)
  await sweepAt(NOW)
  await sweepAt(NOW + 200_000)
  expect(sent.toSorted()).toEqual(['sbt_aws_onboardingSuccess', START_WORKFLOW])
  expect(await plane.waiting()).toEqual([])
})

test('a request is made again, each minute, until it is answered', async () => {
  await put(request)
  for (const seconds of [0, 30]) await sweepAt(NOW + seconds * 1000)
  expect(sent).toHaveLength(1)
  await sweepAt(NOW + 61_000)
  expect(sent).toEqual([request.type, request.type])
  await plane.outbox.delete(entryKey(state))
  await sweepAt(NOW + 200_000)
  expect(sent).toHaveLength(2)
})
