import type { UsageKind } from '@tenantry/contracts/usage.ts'
import { buildWorkflow, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { loggedLines } from '@tenantry/tests/support/logged-lines.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { runWork } from '@tenantry/toolkit/run-work.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { Stale } from '../tenants/stale.ts'
import { finishCompensation, giveUp, startCompensation, undoWorkflow, type Workflow } from './workflow.ts'

let store: TestControlPlane['workflows']

beforeEach(async () => {
  store = (await testControlPlane()).workflows
})

const workflowOf = (n: number, workflow: Partial<Workflow> = {}) =>
  buildWorkflow({ workflowId: `wfl_${String(n).padStart(22, '0')}`, ...workflow })
const insert = (workflow: Workflow) => store.save({ before: null, after: workflow })
const dueAt = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`
const overdue = async (before = '9999') => (await store.overdue(before, 100)).map(({ workflowId }) => workflowId)

describe('the store of workflows', () => {
  it('keeps a workflow as it was saved', async () => {
    const workflow = workflowOf(1)
    await insert(workflow)
    expect(await store.get(TENANT_ID, workflow.workflowId)).toEqual(workflow)
    expect(await store.get('globex000000', workflow.workflowId)).toBeNull()
  })

  it('belongs to the request that asked for its last run, whatever else writes it meanwhile', async () => {
    const asking = <T>(id: string, kind: UsageKind, run: () => Promise<T>) =>
      runWork(
        createLogger('workflows'),
        {
          kind,
          usageId: id,
          functionRequestId: id,
          tenantId: null,
          tier: null,
          operation: 'any',
          keys: {},
          correlationId: id,
        },
        run,
      )
    loggedLines()
    const made = await asking('request-1', 'request', () => insert(workflowOf(1)))
    const next = (before: Workflow, attempt: number) => store.save({ before, after: { ...before, attempt } })
    const stepped = await asking('step-1', 'step', () => next(made, made.attempt))
    const begun = await asking('tick-1', 'job', () => next(stepped, made.attempt + 1))
    const seen = await asking('request-2', 'request', () => next(begun, begun.attempt))
    const retried = await asking('request-3', 'request', () => next(seen, seen.attempt + 1))
    expect([made, stepped, begun, seen, retried].map(({ correlationId }) => correlationId)).toEqual([
      'request-1',
      'request-1',
      'request-1',
      'request-1',
      'request-3',
    ])
  })

  it('writes only on top of what was read, and a new one only once', async () => {
    const workflow = await insert(workflowOf(1))
    const next = await store.save({ before: workflow, after: { ...workflow, error: 'one' } })
    expect(next.version).toBe(workflow.version + 1)
    const late = store.save({ before: workflow, after: { ...workflow, error: 'other' } })
    await expect(late).rejects.toBeInstanceOf(Stale)
    await expect(insert(workflowOf(1))).rejects.toBeInstanceOf(Stale)
    expect(await store.get(TENANT_ID, workflow.workflowId)).toMatchObject({ error: 'one' })
  })

  it("lists a tenant's workflows newest first, over pages, and nobody else's", async () => {
    for (let n = 1; n <= 5; n++) await insert(workflowOf(n))
    await insert(workflowOf(9, { tenantId: 'globex000000' }))
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page: Workflow[] = await store.list(TENANT_ID, { limit: 2, after })
      seen.push(...page.map(({ workflowId }) => workflowId))
      after = page.at(-1)?.workflowId ?? null
      if (after === null) break
    }
    expect(seen).toEqual([5, 4, 3, 2, 1].map((n) => workflowOf(n).workflowId))
  })

  it('finds what should have made progress by now, the longest overdue first', async () => {
    await insert(workflowOf(1, { dueAt: dueAt(20) }))
    await insert(workflowOf(2, { dueAt: dueAt(10) }))
    await insert(workflowOf(3, { dueAt: dueAt(30) }))
    expect(await overdue(dueAt(25))).toEqual([2, 1].map((n) => workflowOf(n).workflowId))
  })

  it('finds no workflow that ended, unless something is left over of it', async () => {
    const at = dueAt(1)
    const undoing = startCompensation(workflowOf(1), 'no room', at)
    await insert(finishCompensation(undoing, at))
    await insert(undoWorkflow(workflowOf(2), at))
    await insert({ ...giveUp(undoing, 'denied', at), workflowId: workflowOf(3).workflowId })
    expect(await overdue()).toEqual([workflowOf(3).workflowId])
  })
})
