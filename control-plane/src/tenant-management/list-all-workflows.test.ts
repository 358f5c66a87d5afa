import { ListedWorkflow } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { AT, buildQueued, buildRequest, buildSignUp, buildTenant } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { tenantNames } from '../tenants/tenant-names.ts'
import { newWorkflow } from '../workflows/new-workflow.ts'
import {
  beginWorkflow,
  finishedWorkflow,
  giveUp,
  postponeWorkflow,
  undoWorkflow,
  type Workflow,
} from '../workflows/workflow.ts'
import { listAllWorkflows } from './list-all-workflows.ts'

let plane: TestControlPlane

const idsOf = (n: number) => ({
  tenantId: `t${String(n).padStart(11, '0')}`,
  workflowId: `wfl_${String(n).padStart(22, '0')}`,
})
const waiting = (n: number) => newWorkflow(idsOf(n), 'onboarding', AT)
const queued = (n: number): Workflow => buildQueued(idsOf(n))
const running = (n: number): Workflow => beginWorkflow(queued(n), AT)

const OPEN: Workflow[] = [
  waiting(1),
  waiting(2),
  giveUp(running(3), 'AccessDenied', AT),
  running(4),
  queued(5),
  postponeWorkflow(waiting(6), '2026-02-01T00:00:00.000Z'),
]
const OVER: Workflow[] = [undoWorkflow(waiting(7), AT), finishedWorkflow(idsOf(8), 'offboarding', 'release-name', AT)]

beforeAll(async () => {
  plane = await testControlPlane()
  for (const workflow of [...OPEN, ...OVER]) {
    const { tenantId, workflowId } = workflow
    const tenant = buildTenant('provisioning', {
      tenantId,
      workflowId,
      name: `Tenant ${tenantId}`,
      registrationId: `reg_${tenantId}`,
    })
    await plane.tenants.register(buildSignUp({ tenant, workflow }))
  }
})

const Answer = z.object({ items: z.array(ListedWorkflow), nextCursor: z.nullable(z.string()) })
const list = async (query: Record<string, string>) => {
  const services = { ...plane, names: tenantNames(plane.items) }
  return z.parse(Answer, (await listAllWorkflows(services)(buildRequest({ query }))).body)
}

async function wholeList(query: Record<string, string>): Promise<z.infer<typeof ListedWorkflow>[]> {
  const { items, nextCursor } = await list(query)
  return nextCursor === null ? items : [...items, ...(await wholeList({ ...query, cursor: nextCursor }))]
}
const idOf = ({ workflowId }: { workflowId: string }) => workflowId

describe('the list of all workflows', () => {
  it('has each that is not over once, whatever the size of its pages, and with its tenant', async () => {
    for (const limit of ['1', '2', '3', '100']) {
      const listed = await wholeList({ limit })
      expect(listed.map(idOf), `pages of ${limit}`).toEqual(OPEN.map(idOf))
      expect(listed.map(({ tenantName }) => tenantName)).toEqual(OPEN.map(({ tenantId }) => `Tenant ${tenantId}`))
    }
  })

  it.each([
    ['waiting', [1, 2]],
    ['at-work', [3, 4]],
    ['queued', [5]],
    ['scheduled', [6]],
  ])('is narrowed to those of the stage %s', async (stage, expected) => {
    expect((await wholeList({ stage, limit: '1' })).map(idOf)).toEqual(expected.map((n) => idsOf(n).workflowId))
  })

  it('says of one that failed that something may be left over', async () => {
    const [failed] = (await list({ stage: 'at-work' })).items
    expect(failed).toMatchObject({ status: 'failed', hasLeftovers: true, error: 'AccessDenied', actions: ['retry'] })
  })

  it('refuses an unknown stage, and the cursor of another stage', async () => {
    await expect(list({ stage: 'asleep' })).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'stage' })
    const { nextCursor } = await list({ stage: 'waiting', limit: '1' })
    await expect(list({ cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
  })
})
