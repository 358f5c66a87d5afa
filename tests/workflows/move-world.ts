import { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { directoryEntry, directoryStore } from '@tenantry/app-plane/directory/directory-store.ts'
import type { MoveDataServices } from '@tenantry/app-plane/tenant-data/move/move-data-services.ts'
import { MOVE_OPERATIONS } from '@tenantry/app-plane/tenant-data/move/operations.ts'
import { storesOf } from '@tenantry/app-plane/tenant-data/stores.ts'
import { followTenant } from '@tenantry/app-plane/tenant-directory/follow-tenant.ts'
import { type Deployment, POOL, siloStackName } from '@tenantry/contracts/deployment.ts'
import { TenantState } from '@tenantry/contracts/events.ts'
import { MOVE_DATA } from '@tenantry/contracts/move-data.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import { defineEvent } from '@tenantry/contracts/service/service-event.ts'
import { type StepName, stepsOf } from '@tenantry/contracts/workflows.ts'
import { changeInput } from '@tenantry/control-plane/lifecycle/change-tier/change-input.ts'
import type { DataPlace } from '@tenantry/control-plane/lifecycle/move/data-place.ts'
import { MOVE_STEPS } from '@tenantry/control-plane/lifecycle/move/move-steps.ts'
import { runStep, type Services } from '@tenantry/control-plane/lifecycle/run-step.ts'
import type { CheckRoom } from '@tenantry/control-plane/quotas/check-room.ts'
import type { SiloServices } from '@tenantry/control-plane/silos/make-silo.ts'
import type { FoundStack } from '@tenantry/control-plane/silos/silo-stacks.ts'
import type { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { tenantItem } from '@tenantry/control-plane/tenants/tenant-items.ts'
import { stateOf } from '@tenantry/control-plane/tenants/tenant-state.ts'
import { newWorkflow } from '@tenantry/control-plane/workflows/new-workflow.ts'
import {
  finalHasBegun,
  firstStepOf,
  queueUndo,
  queueWorkflow,
  requestUndo,
  type Workflow,
} from '@tenantry/control-plane/workflows/workflow.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { TransientError } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { AT, buildTenant, TENANT_ID, WORKFLOW_ID } from '../support/builders.ts'
import { testControlPlane } from '../support/control-plane.ts'
import { createTables, dynamoIn } from '../support/dynamodb.ts'
import { createEntityTable } from '../support/entity-table.ts'
import { movingPlace } from '../support/moving-place.ts'
import { THING } from '../support/things.ts'
import { movingKeys } from './moving-keys.ts'

/** An event of a service. */
export const THING_MADE = defineEvent({ type: 'ThingMade', data: z.object({ id: z.string() }) })
const PRODUCT = defineService({
  name: 'things',
  description: 'Things',
  entities: [THING],
  worker: { consumes: [], needs: [], emits: [THING_MADE] },
})

/** What befalls a call of a place: it is never made, or its answer is lost; or it is cut off, and runs on much later. */
export type Fault = 'before' | 'after' | 'late' | null

export const SILO = {
  kind: 'silo',
  stack: siloStackName(TENANT_ID),
  apiUrl: 'https://api.example/silo',
  userPoolId: 'pool',
  clientId: 'client',
  identity: 'shared',
  apiId: 'api',
} as const satisfies Deployment
const STACK = {
  stackId: 'stack',
  outputs: { ApiUrl: SILO.apiUrl, ApiStage: 'api:v1', UserPoolId: SILO.userPoolId, ClientId: SILO.clientId },
}
/** More than any move takes. */
const MOST_CALLS = 2_000
const Directory = z.looseObject({ readShards: z.int() })

/** A control plane, two places with tables of their own, and one tenant that moves from one to the other. */
export async function moveWorld({
  from = POOL,
  faults = [],
  hears = () => true,
  checkRoom = async () => {},
}: {
  from?: Deployment
  faults?: Fault[]
  /** Whether the nth event reaches the application plane, which counts from 1. */
  hears?: (nth: number) => boolean
  checkRoom?: CheckRoom
} = {}) {
  const plane = await testControlPlane()
  const clients = { pool: dynamoIn(new DatabaseSync(':memory:')), silo: dynamoIn(new DatabaseSync(':memory:')) }
  for (const client of Object.values(clients)) {
    await createTables(client, ['directory', 'outbox', 'idempotency', 'moves'])
    await createEntityTable(client, 'things')
  }
  const directory = table(clients.pool, 'directory')
  const entries = directoryStore(directory)
  const stores = storesOf([PRODUCT])
  const services = (place: Deployment['kind']): MoveDataServices =>
    movingPlace(clients[place], { stores, place, directory: clients.pool })
  const to = from.kind === 'pool' ? SILO : POOL
  let clock = Date.parse(AT)
  const system = {
    ...realSystem,
    now: () => clock,
    async sleep(ms: number) {
      pass(ms)
      await turn()
    },
  }

  function pass(ms: number): void {
    clock += ms
  }

  const upcoming = faults.values()
  const late: (() => Promise<unknown>)[] = []
  const places = ({ kind }: Deployment): DataPlace => ({
    async ask(operation, request) {
      const perform = async () => {
        const { request: schema, answer } = MOVE_DATA[operation as keyof typeof MOVE_DATA]
        const event = JSON.parse(JSON.stringify({ operation, ...request }))
        z.parse(schema, event)
        const done = await MOVE_OPERATIONS[operation as keyof typeof MOVE_DATA](services(kind), event)
        return z.parse(answer, JSON.parse(JSON.stringify(done))) as never
      }
      await turn()
      const fault = upcoming.next().value ?? null
      if (fault === 'before') throw new TransientError(new Error('crashed'))
      if (fault === 'late') {
        late.push(perform)
        throw new TransientError(new Error('cut off'))
      }
      const answer = await perform().catch((error: Error) => {
        throw error.name === 'TakenOver' ? new TransientError(error) : error
      })
      if (fault === 'after') throw new TransientError(new Error('crashed'))
      // What was cut off runs on now and then, between others.
      if (late.length > 2)
        await late
          .shift()?.()
          .catch(() => {})
      return answer
    },
  })

  /** The stack of the tenant's silo, which takes some time to be made and to be deleted. */
  let stack: FoundStack | null = from.kind === 'silo' ? { ...STACK, status: 'CREATE_COMPLETE' } : null
  const silos: SiloServices['silos'] = {
    stacks: {
      async create() {
        if (stack) return null
        stack = { ...STACK, status: 'CREATE_IN_PROGRESS' }
        return stack.stackId
      },
      async find() {
        const found = stack
        if (stack?.status === 'CREATE_IN_PROGRESS') stack = { ...stack, status: 'CREATE_COMPLETE' }
        if (stack?.status === 'DELETE_IN_PROGRESS') stack = null
        return found
      },
      async remove() {
        for (const name of ['things', 'idempotency', 'outbox', 'moves']) await emptied(name)
        if (stack) stack = { ...stack, status: 'DELETE_IN_PROGRESS' }
      },
      underWay: async () => 0,
    },
    failure: async () => 'it could not be made',
    deleted: async () => ({}),
  }
  const { keys, keyed } = movingKeys(checkRoom)
  let events = 0
  async function emptied(name: string): Promise<void> {
    const all = table(clients.silo, name)
    for (const item of (await all.scan({ limit: 10_000 })).items) {
      const keys = name === 'things' ? ['shardId', 'id'] : ['partition', 'id']
      await all.delete(Object.fromEntries(keys.map((key) => [key, item[key]])))
    }
  }

  const tenant = async (): Promise<Tenant> => {
    const found = await plane.tenants.tenant(TENANT_ID)
    if (!found) throw new Error('There is no tenant')
    return found
  }
  const workflow = async (): Promise<Workflow> => {
    const found = await plane.workflows.get(TENANT_ID, WORKFLOW_ID)
    if (!found) throw new Error('There is no workflow')
    return found
  }
  /** As the event comes, and perhaps an earlier one again. */
  async function follow(state: unknown): Promise<void> {
    await followTenant({ directory: entries, apiKeyValue: async () => 'value' }, z.parse(TenantState, state))
  }
  const run = runStep(
    {
      ...plane,
      places,
      silos,
      ...keyed,
      publish: async ({ detail }: { detail: unknown }) => void (hears(++events) && (await follow(detail))),
      system,
    } as unknown as Services,
    { move: MOVE_STEPS },
  )

  const before = buildTenant('active', { workflowId: WORKFLOW_ID, deployment: from, shards: 4 })
  await plane.items.put(tenantItem(before))
  const state = z.parse(TenantState, { ...stateOf(before, { workflowId: null }), changedAt: 0 })
  await directory.put(directoryEntry(state, 'active', 'value'))
  const asked = newWorkflow({ tenantId: TENANT_ID, workflowId: WORKFLOW_ID }, 'move', AT, {
    input: { ...changeInput(before, { tier: 'Platinum', limits: null }), to: to.kind },
  })
  await plane.workflows.save({ before: null, after: queueWorkflow(asked) })

  /** Calls one step until it is done, as the state machine does. `gate` holds everybody's work while time passes. */
  async function step(name: StepName, gate: (leap: () => void) => Promise<void>, error?: object) {
    for (let calls = 0; calls < MOST_CALLS; calls++) {
      const { attempt } = await workflow()
      try {
        const input = { kind: 'move', step: name, tenantId: TENANT_ID, workflowId: WORKFLOW_ID, attempt, error }
        const outcome = await run(input)
        if (outcome.next === 'done' || outcome.next === 'pause') return outcome.next
        if (outcome.next === 'wait') await gate(() => pass((outcome.seconds ?? 0) * 1000))
      } catch (thrown) {
        if (!(thrown instanceof TransientError)) throw thrown
        pass(500)
      }
    }
    throw new Error(`${name} never ends`)
  }

  return {
    clients,
    places,
    keys: () => [...keys.keys()],
    hasStack: () => stack !== null,
    system,
    to,
    tenant,
    workflow,
    /** What a caller is told of the tenant at this moment. */
    entry: async () => {
      const found = await entries.get(TENANT_ID)
      if (!found) throw new Error('There is no entry')
      return found
    },
    /** The shards grow: an operator's change, which the directory follows. */
    async grow(shards: number): Promise<void> {
      const found = await tenant()
      const grown = { ...found, shards: Math.max(shards, found.shards), sequence: found.sequence + 1 }
      await plane.items.put(tenantItem(grown))
      await follow({ ...stateOf(grown, { workflowId: null }), changedAt: clock })
    },
    shards: async () => z.parse(Directory, await directory.get({ tenantId: TENANT_ID })).readShards,
    /** The machine, from where the workflow stands until it pauses or ends. An error that does not pass compensates. */
    async runMachine(gate: (leap: () => void) => Promise<void> = async (leap) => leap()): Promise<void> {
      try {
        for (const { name } of stepsOf('move')) {
          const { steps, status, undoRequested } = await workflow()
          if (status === 'running' && undoRequested) throw Object.assign(new Error('undo'), { name: 'UndoRequested' })
          if (steps.find((one) => one.name === name)?.status === 'done') continue
          if ((await step(name as StepName, gate)) === 'pause') return
        }
      } catch (error) {
        if (finalHasBegun(await workflow())) throw error
        const { name, message } = error as Error
        await step('compensate', gate, { Error: name, Cause: message })
      }
    },
    async confirm(): Promise<void> {
      const before = await workflow()
      await plane.workflows.save({ before, after: queueWorkflow(before) })
    },
    /** An operator wants it undone, whether it runs or waits. */
    async undo(gate: (leap: () => void) => Promise<void> = async (leap) => leap()): Promise<void> {
      const before = await workflow()
      if (before.status === 'running') {
        await plane.workflows.save({ before, after: requestUndo(before) })
        return
      }
      const after = queueUndo(before)
      await plane.workflows.save({ before, after })
      if (firstStepOf(after) !== 'compensate') throw new Error('An undo begins with the compensation')
      await step('compensate', gate, { Error: 'UndoRequested', Cause: '' })
    },
    /** Lets everything that was cut off run on now. */
    async finishLate(): Promise<void> {
      for (const one of late.splice(0)) await one().catch(() => {})
    },
  }
}

export type MoveWorld = Awaited<ReturnType<typeof moveWorld>>
