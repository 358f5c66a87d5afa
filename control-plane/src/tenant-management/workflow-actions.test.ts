import { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { AT, buildTenant, buildWorkflow, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { type TestOperator, testOperator } from '@tenantry/tests/support/operator.ts'
import type { ApiOperation, ApiRequest } from '@tenantry/toolkit/http.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { START_WORKFLOW } from '../tenants/outbox-entries.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { awaitAnswer, finishStep, giveUp, keepGoing, startCompensation } from '../workflows/workflow.ts'
import { actOnWorkflow } from './act-on-workflow.ts'
import { deleteTenant } from './delete-tenant.ts'
import { getWorkflow } from './get-workflow.ts'
import { listWorkflows } from './list-workflows.ts'

const failed = buildTenant('failed')
const waiting = buildTenant('awaiting-approval')
const provisioning = buildTenant('provisioning', { apiKeyId: 'key1' })
const ACTIONS = ['retry', 'undo', 'confirm'] as const
const act = ({ run }: TestOperator, action: (typeof ACTIONS)[number], at = {}) =>
  run((services) => actOnWorkflow(services, action), at)

const Page = z.object({ items: z.array(WorkflowView), nextCursor: z.nullable(z.string()) })

describe('a workflow', () => {
  it('is shown step by step, with what can be done about it, and without its task token', async () => {
    const secondStep = finishStep(buildWorkflow(), 'api-key', AT)
    const answered = awaitAnswer(secondStep, 'app-plane', { sequence: 3, taskToken: 'secret-token', at: AT })
    const operator = await testOperator(provisioning, answered)
    const { status, body } = await operator.run(getWorkflow)
    expect(status).toBe(200)
    expect(z.parse(WorkflowView, body)).toEqual(body)
    expect(body).toMatchObject({
      workflowId: WORKFLOW_ID,
      kind: 'onboarding',
      status: 'running',
      steps: [
        { name: 'preflight', status: 'done' },
        { name: 'api-key', status: 'done', startedAt: AT, endedAt: AT },
        { name: 'app-plane', status: 'running', startedAt: AT },
        { name: 'activate', status: 'pending', startedAt: null },
      ],
      actions: [],
    })
    expect(JSON.stringify(body)).not.toContain('secret-token')
  })

  it('is listed with the others of its tenant, newest first, over pages', async () => {
    const operator = await testOperator(failed)
    await operator.run(deleteTenant)
    const kinds: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: Record<string, string> = cursor ? { limit: '1', cursor } : { limit: '1' }
      const { body } = await operator.run((services) => (request) => listWorkflows(services)({ ...request, query }))
      const page = z.parse(Page, body)
      kinds.push(...page.items.map(({ kind }) => kind))
      cursor = page.nextCursor
    }
    expect(kinds).toEqual(['offboarding', 'onboarding'])
  })

  it('that waits can be confirmed, and runs then', async () => {
    const operator = await testOperator(waiting)
    expect(await act(operator, 'confirm')).toMatchObject({ status: 202, body: { status: 'running', attempt: 1 } })
    expect(operator.sent).toMatchObject([{ type: START_WORKFLOW, detail: { workflowId: WORKFLOW_ID, attempt: 1 } }])
    expect(await operator.tenant()).toMatchObject({ status: 'provisioning', workflowId: WORKFLOW_ID })
  })

  it('that waits can be undone, which frees its tenant', async () => {
    const operator = await testOperator(waiting)
    expect(await act(operator, 'undo')).toMatchObject({ status: 202, body: { status: 'undone', actions: [] } })
    expect(await operator.tenant()).toMatchObject({ status: 'failed', workflowId: null })
  })

  it('that failed can be retried', async () => {
    const operator = await testOperator(failed)
    expect(await act(operator, 'retry')).toMatchObject({ status: 202, body: { status: 'running', attempt: 2 } })
    expect(operator.sent).toMatchObject([{ type: START_WORKFLOW, detail: { attempt: 2 } }])
  })

  it('whose compensation failed can be retried, and says that something may be left over', async () => {
    const stuck = giveUp(startCompensation(buildWorkflow(), 'no room', AT), 'denied', AT)
    const operator = await testOperator(provisioning, stuck)
    expect(await operator.run(getWorkflow)).toMatchObject({
      body: { status: 'failed', error: 'no room', hasLeftovers: true, actions: ['retry'] },
    })
    expect(await act(operator, 'retry')).toMatchObject({ body: { status: 'running', hasLeftovers: false } })
    expect(await operator.tenant()).toMatchObject({ status: 'provisioning', apiKeyId: null, sequence: 2 })
    expect((await operator.plane.audit()).at(-1)).toMatchObject({ change: 'onboarding-retried', from: 'provisioning' })
  })

  it.each<[string, Tenant, string[]]>([
    ['runs', provisioning, []],
    ['is done', buildTenant('active'), []],
    ['waits', waiting, ['confirm', 'undo']],
    ['failed', failed, ['retry']],
  ])('that %s allows nothing but what it shows', async (_state, tenant, allowed) => {
    const operator = await testOperator(tenant)
    const { body } = await operator.run(getWorkflow)
    expect(z.parse(WorkflowView, body).actions.toSorted()).toEqual(allowed)
    for (const action of ACTIONS.filter((one) => !allowed.includes(one)))
      await expect(act(operator, action), action).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await operator.tenant()).toEqual(tenant)
    expect(operator.sent).toEqual([])
  })

  it('of a kind that knows no action refuses it', async () => {
    const operator = await testOperator(failed)
    const { body } = await operator.run(deleteTenant)
    const { workflowId } = body as { workflowId: string }
    for (const action of ACTIONS)
      await expect(act(operator, action, { workflowId })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is retried once when two operators do', async () => {
    const operator = await testOperator(failed)
    const results = await Promise.allSettled([act(operator, 'retry'), act(operator, 'retry', { by: 'op2' })])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(operator.sent).toHaveLength(1)
  })

  describe('that a step writes while an operator undoes it', () => {
    const changing = buildTenant('active', { workflowId: WORKFLOW_ID })
    const running = buildWorkflow({ kind: 'change-tier' })
    const undone = { status: 'running', undoRequested: true }
    /** Undoes a workflow whose step writes its progress after each of the first reads. */
    const undoAmid = (writes: number, precondition: ApiRequest['precondition'] = null) => {
      let reads = 0
      const amid = ({ workflows, ...services }: Parameters<Parameters<TestOperator['run']>[0]>[0]): ApiOperation => {
        const get: typeof workflows.get = async (...of) => {
          const before = await workflows.get(...of)
          reads += 1
          if (before && reads <= writes)
            await workflows.save({ before, after: keepGoing(before, { progress: { page: reads }, at: AT }) })
          return before
        }
        return (request) => actOnWorkflow({ ...services, workflows: { get } }, 'undo')({ ...request, precondition })
      }
      return { amid, reads: () => reads }
    }

    it.each([null, { tags: null, version: changing.sequence }])(
      'is undone, whatever version was asked for: %j',
      async (precondition) => {
        const operator = await testOperator(changing, running)
        expect(await operator.run(undoAmid(1, precondition).amid)).toMatchObject({ status: 202 })
        expect(await operator.workflow()).toMatchObject({ ...undone, progress: { page: 1 } })
      },
    )

    it('is a conflict where it is written without end, and nothing is changed', async () => {
      const operator = await testOperator(changing, running)
      const { amid, reads } = undoAmid(Number.POSITIVE_INFINITY)
      await expect(operator.run(amid)).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(reads()).toBe(5)
      expect(await operator.workflow()).toMatchObject({ undoRequested: false, progress: { page: 5 } })
      expect(await operator.tenant()).toEqual(changing)
    })
  })

  it.each([
    ['another tenant', { id: 'globex000000' }],
    ['an unknown workflow', { workflowId: `wfl_${'z'.repeat(22)}` }],
    ['no id', { workflowId: '../tenant' }],
    ['a tenant in its place', { workflowId: TENANT_ID }],
  ])('is not found by %s', async (_name, at) => {
    const operator = await testOperator(failed)
    for (const action of ACTIONS) await expect(act(operator, action, at)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(operator.run(getWorkflow, at)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
