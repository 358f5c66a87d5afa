import { AT, buildTenant, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { testOperator } from '@tenantry/tests/support/operator.ts'
import { describe, expect, it } from 'vitest'
import { removedOperators } from '../operators/removed-operators.ts'
import { START_WORKFLOW } from '../tenants/outbox-entries.ts'
import { actOnWorkflow } from './act-on-workflow.ts'
import { approveTenant } from './approve-tenant.ts'
import { deleteTenant } from './delete-tenant.ts'
import { reactivateTenant } from './reactivate-tenant.ts'
import { rejectTenant } from './reject-tenant.ts'
import { retryTenant } from './retry-tenant.ts'
import { suspendTenant } from './suspend-tenant.ts'

const active = buildTenant('active', { sequence: 4 })
const suspended = buildTenant('suspended', { sequence: 4 })
const failed = buildTenant('failed', { sequence: 4 })
const waiting = buildTenant('awaiting-approval')
const provisioning = buildTenant('provisioning')
const unpaid = { body: { reason: 'Unpaid' } }

describe('an operator', () => {
  it('suspends an active tenant: the app plane is asked to follow, and asked again until it answers', async () => {
    const { run, sent, plane } = await testOperator(active)
    expect(await run(suspendTenant, unpaid)).toMatchObject({
      status: 200,
      body: { status: 'suspended', suspension: 'Unpaid', sequence: 5 },
    })
    expect(sent).toMatchObject([
      {
        type: 'sbt_aws_deactivateRequest',
        detail: { status: 'suspended', sequence: 5, apiKeyId: 'key1', workflowId: null },
      },
    ])
    expect(await plane.waiting()).toEqual(sent)
    expect((await plane.audit()).at(-1)).toEqual({
      tenantId: TENANT_ID,
      sequence: 5,
      at: AT,
      actor: 'op1@operators.example',
      change: 'suspended',
      from: 'active',
      to: 'suspended',
      reason: 'Unpaid',
    })
  })

  it('reactivates a suspended tenant with its key, and nothing of the suspension stays', async () => {
    const { run, sent, tenant } = await testOperator(suspended)
    expect(await run(reactivateTenant)).toMatchObject({ body: { status: 'active', suspension: null } })
    expect(await tenant()).toEqual({ ...active, sequence: 5 })
    expect(sent).toMatchObject([{ type: 'sbt_aws_activateRequest', detail: { status: 'active', apiKeyId: 'key1' } }])
  })

  it('retries an onboarding that failed, in another run from its first step; the history keeps the reason', async () => {
    const { run, sent, plane, workflow } = await testOperator(failed)
    expect(await run(retryTenant)).toMatchObject({
      status: 200,
      body: { status: 'provisioning', failure: null, workflowId: WORKFLOW_ID },
    })
    expect(sent).toMatchObject([
      { type: START_WORKFLOW, detail: { kind: 'onboarding', workflowId: WORKFLOW_ID, attempt: 2 } },
    ])
    expect(await plane.waiting()).toEqual([])
    expect(await workflow()).toMatchObject({ status: 'running', attempt: 2, error: null })
  })

  it('approves a tenant that waits for it, whose onboarding then begins', async () => {
    const { run, sent, plane, workflow } = await testOperator(waiting)
    expect(await run(approveTenant)).toMatchObject({ status: 200, body: { status: 'provisioning' } })
    expect(sent).toMatchObject([{ type: START_WORKFLOW, detail: { workflowId: WORKFLOW_ID, attempt: 1 } }])
    expect(await workflow()).toMatchObject({ status: 'running', waitsFor: { what: 'slot' } })
    const actor = 'op1@operators.example'
    expect((await plane.audit()).at(-1)).toMatchObject({ actor, change: 'approved', from: 'awaiting-approval' })
  })

  it('rejects one that waits: nothing begins, the name is free again, and the history keeps the reason', async () => {
    const { run, sent, plane, workflow } = await testOperator(waiting)
    expect(await run(rejectTenant, { body: { reason: 'A competitor' } })).toMatchObject({
      status: 200,
      body: { status: 'failed', failure: 'A competitor', workflowId: null },
    })
    expect(await workflow()).toMatchObject({ status: 'undone', dueAt: null })
    expect(await plane.tenants.tenantIdOf('Acme')).toBeNull()
    expect((await plane.audit()).at(-1)).toMatchObject({ change: 'rejected', reason: 'A competitor' })
    expect(sent).toEqual([])
    await expect(run(retryTenant)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it.each([undefined, {}])('need not say why: the body %j is enough', async (body) => {
    const { run } = await testOperator(waiting)
    expect(await run(rejectTenant, { body })).toMatchObject({ body: { failure: 'Rejected by an operator' } })
  })

  it.each([[null], [{ reason: ' ' }], [{ reason: 7 }], [{ why: 'x' }]])('rejects nothing with %j', async (body) => {
    const { run } = await testOperator(waiting)
    await expect(run(rejectTenant, { body })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  })

  it('deletes a tenant that failed: its name is free again, and what happened to it can still be read', async () => {
    const { run, plane, tenant, workflow } = await testOperator(failed)
    const { status, body } = await run(deleteTenant)
    const { workflowId } = body as { workflowId: string }
    expect(status).toBe(202)
    expect(await tenant()).toMatchObject({ status: 'deleted', workflowId: null })
    expect(await workflow(workflowId)).toMatchObject({ kind: 'offboarding', status: 'done' })
    expect(await plane.tenants.tenantIdOf('Acme')).toBeNull()
    expect((await plane.audit()).map(({ change }) => change)).toEqual(['registered', 'deleted'])
    await expect(run(deleteTenant)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('deletes one that was rejected, and leaves the name to who has it by now', async () => {
    const { run, plane, tenant } = await testOperator(waiting)
    await run(rejectTenant)
    await plane.items.put({ pk: 'name#acme', sk: 'name', tenantId: 'globex000000', name: 'Acme', likenesses: [] })
    expect(await run(deleteTenant)).toMatchObject({ status: 202 })
    expect(await tenant()).toMatchObject({ status: 'deleted' })
    expect(await plane.tenants.tenantIdOf('Acme')).toBe('globex000000')
  })

  const operations = {
    suspend: { operation: suspendTenant, from: 'active' },
    reactivate: { operation: reactivateTenant, from: 'suspended' },
    retry: { operation: retryTenant, from: 'failed' },
    approve: { operation: approveTenant, from: 'awaiting-approval' },
    reject: { operation: rejectTenant, from: 'awaiting-approval' },
    // One that is served leaves by a workflow.
    delete: { operation: deleteTenant, from: ['failed', 'active', 'suspended'] },
  }
  const deleted = buildTenant('deleted')
  it.each([active, suspended, failed, waiting, provisioning, deleted])(
    'is refused what a tenant that is $status does not allow',
    async (before) => {
      const { run, sent, plane, tenant } = await testOperator(before)
      for (const [name, { operation, from }] of Object.entries(operations)) {
        if ([from].flat().includes(before.status)) continue
        await expect(run(operation, unpaid), name).rejects.toMatchObject({ code: 'CONFLICT' })
      }
      expect(await tenant()).toEqual(before)
      expect(await plane.audit()).toHaveLength(1)
      expect(sent).toEqual([])
    },
  )

  it.each([
    ['suspend', active, suspendTenant],
    ['reactivate', suspended, reactivateTenant],
    ['retry', failed, retryTenant],
    ['approve', waiting, approveTenant],
    ['reject', waiting, rejectTenant],
    ['delete', failed, deleteTenant],
    ['confirm', waiting, (services: Parameters<typeof actOnWorkflow>[0]) => actOnWorkflow(services, 'confirm')],
  ])('who was removed cannot %s, though the authorizer still lets the token pass', async (_name, before, operation) => {
    const { run, sent, plane, tenant } = await testOperator(before)
    await removedOperators(plane.items).add('op1')
    await expect(run(operation, unpaid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await tenant()).toEqual(before)
    expect(await plane.audit()).toHaveLength(1)
    expect(sent).toEqual([])
    await run(operation, { ...unpaid, by: 'op2' })
  })

  it('wins or loses against another one, and never both', async () => {
    const { run, plane } = await testOperator(active)
    const results = await Promise.allSettled([run(suspendTenant, unpaid), run(suspendTenant, unpaid)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    expect(await plane.audit()).toHaveLength(2)
  })

  it.each([[{}], [{ reason: ' ' }], [{ reason: 'x'.repeat(501) }], [undefined]])(
    'gives a reason for a suspension: %j is none',
    async (body) => {
      const { run } = await testOperator(active)
      await expect(run(suspendTenant, { body })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    },
  )

  it.each(['nobody000000', '../etc', 'constructor'])('finds no tenant for %j', async (id) => {
    const { run } = await testOperator(active)
    await expect(run(reactivateTenant, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
