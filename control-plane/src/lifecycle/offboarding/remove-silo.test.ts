import { buildTenant, buildWorkflow } from '@tenantry/tests/support/builders.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { SiloFailed } from '../../silos/make-silo.ts'
import type { FoundStack } from '../../silos/silo-stacks.ts'
import type { Workflow } from '../../workflows/workflow.ts'
import { removeTenantsSilo } from './remove-silo.ts'

const STACK = { stackId: 'stack1', outputs: { ApiStage: 'api1:silo' } }
let stack: FoundStack | null
/** What was asked for, in order. */
let asked: string[]
let workflow: Workflow

const never = async () => {
  throw new Error('An offboarding makes no silo')
}
const services = {
  silos: {
    stacks: {
      create: never,
      underWay: never,
      find: async () => stack,
      async remove() {
        asked.push('stack')
        if (stack) stack = { ...stack, status: 'DELETE_IN_PROGRESS' }
      },
    },
    failure: async () => "The silo's Api (AWS::ApiGateway::RestApi) failed: in use",
    deleted: async (stackId: string): Promise<Record<string, number>> =>
      stackId === STACK.stackId ? { 'AWS::ApiGateway::RestApi': 1 } : {},
  },
  plans: {
    list: async () => ({
      plans: [{ usagePlanId: 'plan1', name: 'gold', stages: ['pool1:v1', 'api1:silo'] }],
      total: 1,
    }),
    removeStages: async (plan: string, stages: string[]) => void asked.push(`${plan} ${stages}`),
  },
}

beforeEach(() => {
  stack = { ...STACK, status: 'CREATE_COMPLETE' }
  asked = []
  workflow = buildWorkflow({ attempt: 1 })
})

/** Calls the step once, and keeps what it answered as the record does. */
async function call() {
  const work = { tenant: buildTenant('offboarding'), workflow }
  const outcome = await removeTenantsSilo(services as never, work, {} as never)
  workflow = { ...workflow, progress: outcome?.progress ?? workflow.progress }
  return outcome
}
const set = (status: string) => {
  if (stack) stack = { ...stack, status }
}

describe('the removal of a silo with its tenant', () => {
  it('takes its stage off the plan before, asks once, and notes what was deleted', async () => {
    expect(await call()).toMatchObject({ next: 'again' })
    for (const _ of [1, 2, 3]) expect(await call()).toMatchObject({ next: 'wait' })
    expect(asked.slice(0, 2)).toEqual(['plan1 api1:silo', 'stack'])
    expect(asked.filter((one) => one === 'stack')).toHaveLength(1)
    stack = null
    expect(await call()).toMatchObject({ next: 'done', progress: { deleted: { 'AWS::ApiGateway::RestApi': 1 } } })
  })

  it('fails with the resource that stays, and the next run asks again', async () => {
    for (const _ of [1, 2]) await call()
    set('DELETE_FAILED')
    await expect(call()).rejects.toThrow(SiloFailed)
    await expect(call()).rejects.toThrow('Api (AWS::ApiGateway::RestApi)')
    workflow = { ...workflow, attempt: 2 }
    expect(await call()).toMatchObject({ next: 'wait' })
    expect(asked.filter((one) => one === 'stack')).toHaveLength(2)
    stack = null
    expect(await call()).toMatchObject({ next: 'done', progress: { deleted: { 'AWS::ApiGateway::RestApi': 1 } } })
  })

  it('is done where the silo is gone already', async () => {
    stack = null
    expect(await call()).toMatchObject({ next: 'done', progress: { deleted: {} } })
    expect(asked).toEqual([])
  })
})
