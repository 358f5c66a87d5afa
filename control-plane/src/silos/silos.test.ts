import { buildTenant, buildWorkflow, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Workflow } from '../workflows/workflow.ts'
import { makeSilo, SiloFailed } from './make-silo.ts'
import { removeSilo } from './remove-silo.ts'
import type { FoundStack, SiloStacks } from './silo-stacks.ts'

let stack: (FoundStack & { token: string }) | null
let others: number
let deletions: number

const OUTPUTS = { ApiUrl: 'https://api.example/t/', ApiStage: 'api1:silo', UserPoolId: 'pool1', ClientId: 'client1' }

/** CloudFormation as far as silos ask it: one name, one stack. */
const stacks: SiloStacks = {
  async create(_tenantId, _identity, token) {
    if (stack) return stack.token === token ? stack.stackId : null
    stack = { stackId: `stack-of-${token}`, status: 'CREATE_IN_PROGRESS', outputs: {}, token }
    return stack.stackId
  },
  async find(by) {
    return stack && ('tenantId' in by || by.stackId === stack.stackId) ? stack : null
  },
  async remove() {
    deletions++
    if (stack) stack.status = 'DELETE_IN_PROGRESS'
  },
  underWay: async () => others,
}
const services = {
  silos: {
    stacks,
    failure: async () => "The silo's Queue (AWS::SQS::Queue) failed: exists",
    deleted: async () => ({}),
  },
}

beforeEach(() => {
  stack = null
  others = 0
  deletions = 0
})

let workflow: Workflow
beforeEach(() => {
  workflow = buildWorkflow()
})

/** Calls the step once, and keeps what it answered as the record does. */
async function call() {
  const answer = await makeSilo(services, { tenant: buildTenant('provisioning'), workflow }, 'own')
  if ('waits' in answer && answer.waits?.progress) workflow = { ...workflow, progress: answer.waits.progress }
  return answer
}
const set = (status: string, outputs = {}) => {
  if (stack) Object.assign(stack, { status, outputs })
}

describe('the silo of a tenant', () => {
  it('is begun once, looked at until it is there, and tells where the tenant is served', async () => {
    for (const _ of [1, 2, 3]) expect(await call()).toMatchObject({ waits: { next: 'wait' } })
    set('CREATE_COMPLETE', OUTPUTS)
    expect(await call()).toMatchObject({
      deployment: { kind: 'silo', apiUrl: OUTPUTS.ApiUrl, userPoolId: 'pool1', identity: 'own', apiId: 'api1' },
      progress: { apiStage: 'api1:silo' },
    })
  })

  it('is the same when the step crashed before it could record what it had begun', async () => {
    await makeSilo(services, { tenant: buildTenant('provisioning'), workflow }, 'own')
    const begun = stack?.stackId
    await call()
    expect(workflow.progress).toMatchObject({ stackId: begun })
    expect(deletions).toBe(0)
  })

  it('waits while many others are made', async () => {
    others = 3
    expect(await call()).toMatchObject({ waits: { next: 'wait' } })
    expect(stack).toBeNull()
  })

  it('fails with the resource that failed', async () => {
    await call()
    set('ROLLBACK_IN_PROGRESS')
    await expect(call()).rejects.toThrow(SiloFailed)
    await expect(call()).rejects.toThrow('Queue (AWS::SQS::Queue)')
  })

  it('takes the place of what an earlier run has left, once that is gone', async () => {
    stack = { stackId: 'left', status: 'ROLLBACK_FAILED', outputs: {}, token: 'earlier' }
    for (const _ of [1, 2, 3]) await call()
    expect(deletions).toBe(1)
    stack = null
    await call()
    expect(stack).toMatchObject({ status: 'CREATE_IN_PROGRESS' })
  })

  it('says so when what is left cannot be removed', async () => {
    stack = { stackId: 'left', status: 'DELETE_FAILED', outputs: {}, token: 'earlier' }
    await call()
    set('DELETE_FAILED')
    await expect(call()).rejects.toThrow(SiloFailed)
  })
})

describe('the removal of a silo', () => {
  const remove = (asked: boolean) => removeSilo(services, { tenantId: TENANT_ID, asked })

  it('is over at once where there is none', async () => {
    expect(await remove(false)).toBeUndefined()
  })

  it('goes on until the stack is gone, and asks once', async () => {
    await call()
    set('CREATE_COMPLETE')
    for (const asked of [false, true, true]) expect(await remove(asked)).toMatchObject({ next: 'wait' })
    expect(deletions).toBe(1)
    stack = null
    expect(await remove(true)).toBeUndefined()
  })

  it('waits for a rollback, and stops a creation', async () => {
    await call()
    set('ROLLBACK_IN_PROGRESS')
    await remove(false)
    expect(deletions).toBe(0)
    set('CREATE_IN_PROGRESS')
    await remove(true)
    expect(deletions).toBe(1)
  })

  it('fails with the resource that stays', async () => {
    await call()
    set('DELETE_FAILED')
    expect(await remove(false)).toMatchObject({ next: 'wait' })
    set('DELETE_FAILED')
    await expect(remove(true)).rejects.toThrow(SiloFailed)
  })
})
