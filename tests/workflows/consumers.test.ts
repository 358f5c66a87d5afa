import { CreateApiKeyCommand } from '@aws-sdk/client-api-gateway'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE, type TenantUserState } from '@tenantry/contracts/events.ts'
import { keepRecord } from '@tenantry/control-plane/audit-trail/keep-record.ts'
import { takeResult } from '@tenantry/control-plane/request-results/take-result.ts'
import { followPerson } from '@tenantry/control-plane/tenant-people/follow-person.ts'
import { eventEntry } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import { tenantPeople } from '@tenantry/control-plane/tenants/tenant-people.ts'
import { unusedTenants } from '@tenantry/control-plane/tenants/unused-tenants.ts'
import { awaitAnswer } from '@tenantry/control-plane/workflows/workflow.ts'
import { auditRecord, bySystem } from '@tenantry/toolkit/audit.ts'
import { outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  AT,
  buildMembership,
  buildSignUp,
  buildTenantState,
  buildWorkflow,
  standingClock,
  TENANT_ID,
  WORKFLOW_ID,
} from '../support/builders.ts'
import { testControlPlane } from '../support/control-plane.ts'
import { testDynamo } from '../support/dynamodb.ts'
import { disorderly } from './disorder.ts'
import { eventBus } from './event-bus.ts'
import { inProcessServices } from './in-process-services.ts'
import { product } from './product.ts'
import { lives, type Published } from './published.ts'
import { steppingClock } from './stepping-clock.ts'

// Each consumer of events hears them late, twice and out of order, as EventBridge and queues may deliver them, and ends in the state that it ends in
// when it hears them once and in order.

/** The app plane, with two API keys. */
async function appPlane() {
  const clock = steppingClock()
  const bus = eventBus(clock, async () => {})
  const aws = await inProcessServices({
    clock,
    around: (_operation, call) => call(),
    events: bus.service,
    runStep: async () => {},
  })
  const keys = new Map<string, string>()
  for (const name of ['key1', 'key2']) {
    const { id = '' } = await aws.apiGateway.send(new CreateApiKeyCommand({ name, enabled: true }))
    keys.set(name, id)
  }
  const functions = product(aws, { ...system, now: clock.now, sleep: clock.sleep }, (_, work) => work())
  return {
    close: () => aws.close(),
    /** Takes an event of a tenant of this id. */
    async take({ type, detail }: Published, tenantId: string): Promise<void> {
      const { apiKeyId, adminEmail } = detail
      await functions.followTenant({
        id: 'e1',
        source: CONTROL_PLANE_SOURCE,
        'detail-type': type,
        detail: {
          ...detail,
          tenantId,
          adminEmail: `${adminEmail.replace('@', '-')}-${tenantId}@acme.example`,
          apiKeyId: apiKeyId && keys.get(apiKeyId),
        },
      })
    },
    async state(tenantId: string) {
      const { apiKey, apiKeyId, ...entry } = (await functions.directory.get(tenantId)) ?? {}
      const members = await functions.memberships.ofTenant(tenantId)
      return {
        entry,
        key: [...keys].find(([, id]) => id === apiKeyId)?.[0],
        hasKey: typeof apiKey === 'string',
        members: members
          // An invitation that is to be sent again before its person was appointed is sent once.
          .map(({ email, role, state, mail }) => ({ email, role, state, mail }))
          .toSorted((one, other) => (one.email < other.email ? -1 : 1)),
      }
    },
  }
}

let orderly: Awaited<ReturnType<typeof appPlane>>
let other: Awaited<ReturnType<typeof appPlane>>
beforeAll(async () => {
  orderly = await appPlane()
  other = await appPlane()
})
afterAll(() => Promise.all([orderly.close(), other.close()]))

/** A life, and how its events arrive: those of a part in any order, and those of earlier parts again among them. */
const arrivals = lives.chain((parts) =>
  fc
    .tuple(
      ...parts.map((part, index) => {
        const before = parts.slice(0, index).flat()
        return fc
          .tuple(disorderly(part), fc.subarray(before))
          .chain(([now, again]) => fc.shuffledSubarray([...now, ...again], { minLength: now.length + again.length }))
      }),
    )
    .map((arriving) => ({ parts, arriving: arriving.flat() })),
)

let tenants = 0

test('tenant-directory knows the same of a tenant and its people, however the events of its life arrive', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ parts, arriving }) => {
      const tenantId = String(++tenants).padStart(12, '0')
      for (const event of parts.flat()) await orderly.take(event, tenantId)
      for (const event of arriving) await other.take(event, tenantId)
      expect(await other.state(tenantId)).toEqual(await orderly.state(tenantId))
      expect((await orderly.state(tenantId)).members.length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})

test('tenant-people lists the same people', async () => {
  const changes = fc.array(
    fc.record({
      userId: fc.constantFrom('ann', 'bob', 'eve'),
      isGone: fc.boolean(),
      role: fc.constantFrom('TenantAdmin' as const, 'TenantUser' as const),
    }),
    { maxLength: 12 },
  )
  const arriving = changes
    .map((all) =>
      all.map(({ userId, isGone, role }, index) => {
        const { mail: _, isDefault: __, ...person } = buildMembership(userId, { role })
        return {
          type: isGone ? 'sbt_aws_tenantUserDeleted' : 'sbt_aws_tenantUserCreated',
          detail: { ...person, sequence: index + 1 },
        }
      }),
    )
    .chain((events) => disorderly(events).map((disorder) => ({ events, disorder })))
  async function listed(events: { type: string; detail: TenantUserState }[]) {
    const items = table(await testDynamo('tenants'), 'tenants')
    const people = tenantPeople(items)
    const follow = followPerson({ people, unused: unusedTenants(items), system })
    for (const { type, detail } of events)
      await follow({ id: 'e1', source: APP_PLANE_SOURCE, 'detail-type': type, detail })
    return people.list(TENANT_ID, { limit: 10, after: null })
  }
  await fc.assert(
    fc.asyncProperty(arriving, async ({ events, disorder }) => {
      expect(await listed(disorder)).toEqual(await listed(events))
    }),
    { numRuns: 60 },
  )
})

test('request-results answers the workflow that waits, once, and ends the requests that were done', async () => {
  /** Answers of the app plane to the requests of a tenant; the workflow waits for the one of this sequence. */
  const WAITS_FOR = 5
  const answers = fc.array(
    fc.record({
      what: fc.constantFrom('provision', 'update', 'activate', 'deactivate'),
      outcome: fc.constantFrom('Success', 'Failure'),
      sequence: fc.integer({ min: 3, max: 7 }),
    }),
    { maxLength: 8 },
  )
  const consistent = answers.map((all) => [
    // One answer to each request: which of two that differ comes first is the app plane's matter.
    ...new Map(all.map((answer) => [answer.sequence, answer])).values(),
  ])
  const arriving = consistent.chain((events) => disorderly(events).map((disorder) => ({ events, disorder })))

  async function after(events: { what: string; outcome: string; sequence: number }[]) {
    const plane = await testControlPlane()
    const workflow = awaitAnswer(buildWorkflow(), 'app-plane', { sequence: WAITS_FOR, taskToken: 't', at: AT })
    await plane.tenants.register(buildSignUp({ workflow }))
    const requested = (sequence: number) =>
      eventEntry('sbt_aws_deactivateRequest', buildTenantState({ sequence, status: 'suspended', workflowId: null }), AT)
    await transact(
      plane.client,
      [3, 4, 6, 7].map((sequence) => outboxWrite('outbox', requested(sequence))),
    )
    // A task takes one answer, as Step Functions does.
    let settled: string | null = null
    const settle = (how: string) => async (taskToken: string) => {
      settled ??= `${taskToken} ${how}`
    }
    const take = takeResult({
      ...plane,
      tasks: { succeed: settle('succeeded'), fail: settle('failed') },
      logger: { info() {}, warn() {} },
      system: standingClock,
    })
    for (const { what, outcome, sequence } of events)
      await take({
        id: 'e1',
        source: APP_PLANE_SOURCE,
        'detail-type': `sbt_aws_${what}${outcome}`,
        detail: {
          tenantId: TENANT_ID,
          workflowId: what === 'provision' || what === 'update' ? WORKFLOW_ID : null,
          sequence,
          reason: outcome === 'Failure' ? 'A test' : null,
          isTransient: false,
        },
      })
    const waiting = (await plane.waiting()).map(({ detail }) => JSON.stringify(detail)).toSorted()
    return { settled, waiting, workflow: await plane.workflows.get(TENANT_ID, WORKFLOW_ID) }
  }
  await fc.assert(
    fc.asyncProperty(arriving, async ({ events, disorder }) => {
      expect(await after(disorder)).toEqual(await after(events))
    }),
    { numRuns: 60 },
  )
})

test('audit-trail keeps the same records, each once', async () => {
  const records = Array.from({ length: 6 }, (_, n) =>
    auditRecord(
      'users',
      bySystem('test'),
      {
        tenantId: TENANT_ID,
        action: 'person.removed',
        object: { kind: 'person', id: `person-${n}` },
        before: { role: 'TenantUser' },
        after: null,
      },
      system,
    ),
  )
  async function kept(arriving: typeof records) {
    const audit = table(await testDynamo('audit'), 'audit')
    for (const detail of arriving)
      await keepRecord(audit)({ id: 'e1', source: APP_PLANE_SOURCE, 'detail-type': AUDIT_EVENT, detail })
    const trail = { ':trail': `audit-trail#${TENANT_ID}` }
    const { items } = await audit.query({ key: 'trail = :trail', values: trail })
    return items.map(({ record }) => record)
  }
  const expected = await kept(records)
  expect(expected).toHaveLength(records.length)
  await fc.assert(
    fc.asyncProperty(disorderly(records), async (disorder) => {
      expect(await kept(disorder)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})
