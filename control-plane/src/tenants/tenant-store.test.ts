import {
  AT,
  buildSignUp,
  buildStart,
  buildTenant,
  standingClock,
  TENANT_ID,
  WORKFLOW_ID,
} from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { finishStep } from '../workflows/workflow.ts'
import { auditChange, BY_LIFECYCLE } from './audit.ts'
import { START_WORKFLOW } from './outbox-entries.ts'
import { Stale } from './stale.ts'
import { applyChange, type Change, type Tenant } from './tenant.ts'
import { removedOperatorKey } from './tenant-items.ts'
import { type Commit, OperatorRemoved } from './tenant-store.ts'

let plane: TestControlPlane
let tenants: TestControlPlane['tenants']

beforeEach(async () => {
  plane = await testControlPlane()
  tenants = plane.tenants
})

const tenant = buildTenant('provisioning')
const { registrationId } = tenant
const signUp = buildSignUp({ outbox: buildStart() })
const other = { tenantId: 'globex000000', registrationId: 'reg_2', workflowId: 'wfl_2' }
const otherSignUp = (facts: Partial<Tenant>) =>
  buildSignUp({ tenant: buildTenant('provisioning', { ...other, ...(facts as object) }) })

function commitOf(before: Tenant, change: Change, commit: Partial<Commit> = {}): Commit {
  const after = applyChange(before, change, AT)
  if (!after) throw new Error('nothing changes')
  const audit = auditChange(before, after, change, {
    writer: 'lifecycle',
    by: BY_LIFECYCLE,
    system: standingClock,
  })
  return { before, after, workflow: null, audit, outbox: null, operatorId: null, ...commit }
}
const keyCreated: Change = { type: 'api-key-created', apiKeyId: 'key1' }

describe('the tenant store', () => {
  it('registers a tenant with its name, its workflow, its history and what is to leave, all at once', async () => {
    expect(await tenants.register(signUp)).toBe('registered')
    expect(await tenants.tenant(TENANT_ID)).toEqual(tenant)
    expect(await tenants.registration(registrationId)).toMatchObject({ tenantId: TENANT_ID, workflowId: WORKFLOW_ID })
    expect(await plane.workflows.get(TENANT_ID, WORKFLOW_ID)).toEqual(signUp.workflow)
    expect(await tenants.tenantIdOf('ACME')).toBe(TENANT_ID)
    expect(await plane.audit()).toMatchObject([{ sequence: 1, at: AT, actor: 'applicant', change: 'registered' }])
    expect(await plane.waiting()).toEqual([{ type: START_WORKFLOW, detail: signUp.outbox?.detail }])
  })

  it('says that a name or an id is taken, and writes nothing then', async () => {
    await tenants.register(signUp)
    expect(await tenants.register(otherSignUp({ name: 'aCME' }))).toBe('name-taken')
    expect(await tenants.register(otherSignUp({ name: 'Globex', tenantId: TENANT_ID }))).toBe('id-taken')
    expect(await tenants.tenantIdOf('Globex')).toBeNull()
    expect(await plane.partition('tenant#globex000000')).toEqual([])
  })

  it('takes what a name looks like with it, and gives it back with the name', async () => {
    const waiting = buildTenant('awaiting-approval')
    await tenants.register(buildSignUp({ tenant: waiting }))
    const lookingAlike = otherSignUp({ name: 'Асmе' })
    expect(await tenants.register(lookingAlike)).toBe('name-taken')
    await tenants.commit(commitOf(waiting, { type: 'rejected', reason: 'no' }, { releasesName: true }))
    expect(await tenants.register(lookingAlike)).toBe('registered')
  })

  it('changes a tenant with its workflow, and only on top of what was read of both', async () => {
    await tenants.register(signUp)
    const progress = { before: signUp.workflow, after: finishStep(signUp.workflow, 'api-key', AT) }
    await tenants.commit(commitOf(tenant, keyCreated, { workflow: progress, outbox: buildStart({ sequence: 2 }) }))
    expect(await tenants.tenant(TENANT_ID)).toMatchObject({ sequence: 2, apiKeyId: 'key1' })
    expect(await plane.workflows.get(TENANT_ID, WORKFLOW_ID)).toMatchObject({ version: 2 })
    expect(await plane.waiting()).toHaveLength(2)

    const late = tenants.commit(commitOf(tenant, { type: 'api-key-created', apiKeyId: 'key2' }))
    await expect(late).rejects.toBeInstanceOf(Stale)
    const present = await tenants.tenant(TENANT_ID)
    if (!present) throw new Error('gone')
    const lateProgress = tenants.commit(commitOf(present, { type: 'provisioning-requested' }, { workflow: progress }))
    await expect(lateProgress).rejects.toBeInstanceOf(Stale)
    expect(await tenants.tenant(TENANT_ID)).toEqual(present)
    expect(await plane.audit()).toHaveLength(2)
  })

  it('writes nothing in the name of an operator who was removed', async () => {
    await plane.items.put(removedOperatorKey('op1'))
    await expect(tenants.register({ ...signUp, operatorId: 'op1' })).rejects.toBeInstanceOf(OperatorRemoved)
    expect(await tenants.tenantIdOf('Acme')).toBeNull()
    await tenants.register({ ...signUp, operatorId: 'op2' })
    const change = tenants.commit(commitOf(tenant, keyCreated, { operatorId: 'op1' }))
    await expect(change).rejects.toBeInstanceOf(OperatorRemoved)
    expect(await tenants.tenant(TENANT_ID)).toEqual(tenant)
  })

  it('releases a name only for the tenant that has it, and finds a rejected tenant by it still', async () => {
    const waiting = buildTenant('awaiting-approval')
    await tenants.register(buildSignUp({ tenant: waiting }))
    await tenants.commit(commitOf(waiting, { type: 'rejected', reason: 'no' }, { releasesName: true }))
    expect(await tenants.tenantIdOf('Acme')).toBeNull()
    expect(await tenants.register(otherSignUp({ name: 'Acme' }))).toBe('registered')

    const rejected = await tenants.tenant(TENANT_ID)
    if (!rejected) throw new Error('gone')
    const again = tenants.commit(commitOf(rejected, { type: 'deleted' }, { releasesName: true }))
    await expect(again).rejects.toBeInstanceOf(Stale)
    expect(await tenants.tenantIdOf('Acme')).toBe(other.tenantId)
    const first = await tenants.search({ search: 'acme', filter: {}, limit: 1, after: null })
    const [before = null] = first.tenants
    const second = await tenants.search({ search: 'acme', filter: {}, limit: 1, after: before })
    const found = [first, second].flatMap((page) => page.tenants.map(({ tenantId }) => tenantId))
    expect(found.toSorted()).toEqual([TENANT_ID, other.tenantId])
  })

  it('lists a deleted tenant only where it is asked for', async () => {
    const failed = buildTenant('failed')
    await tenants.register(buildSignUp({ tenant: failed }))
    await tenants.register(otherSignUp({ name: 'Acme Labs' }))
    await tenants.commit(commitOf(failed, { type: 'deleted' }, { releasesName: true }))
    const list = async (filter: { status?: string }) => {
      const byAge = await tenants.list({ filter, limit: 10, after: null })
      const byName = await tenants.search({ search: '', filter, limit: 10, after: null })
      return [byAge, byName].map((page) => page.tenants.map(({ tenantId }) => tenantId))
    }
    expect(await list({})).toEqual([[other.tenantId], [other.tenantId]])
    expect(await list({ status: 'deleted' })).toEqual([[TENANT_ID], [TENANT_ID]])
  })
})
