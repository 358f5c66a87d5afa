import { CreateApiKeyCommand, GetApiKeyCommand } from '@aws-sdk/client-api-gateway'
import { type Deployment, SILO_STAGE_NAME, siloStackName } from '@tenantry/contracts/deployment.ts'
import { testApiGateway } from '@tenantry/tests/support/api-gateway.ts'
import { AT, buildTenant, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { expect, it } from 'vitest'
import { tenantItem } from '../../tenants/tenant-items.ts'
import { type KeyUsage, keyUsage } from '../../usage-plans/key-usage.ts'
import { planGateway } from '../../usage-plans/plan-gateway.ts'
import { type PlanOf, planName } from '../../usage-plans/plan-name.ts'
import { newWorkflow } from '../../workflows/new-workflow.ts'
import { beginWorkflow, queueWorkflow } from '../../workflows/workflow.ts'
import { apiKeys } from '../api-keys.ts'
import { changeInput } from './change-input.ts'
import { compensateChange } from './compensate-change.ts'
import { deleteOldKey } from './delete-old-key.ts'
import { progressOf } from './input.ts'
import { newKey } from './new-key.ts'
import type { ChangeTierServices } from './services.ts'

// A tenant in a silo changes its tier. Its API is a stage of its own, which must be on the plan of whichever key serves; and what it has used of the month
// counts for the second key, whatever API Gateway takes.
const LIMITS = { rate: 50, burst: 50, quota: 10 }
const USED = 7

/** The world in which the second key is not made yet; `setLeft` is what API Gateway answers to what a key is to have left. */
async function changing({ setLeft }: { setLeft?: KeyUsage['setLeft'] } = {}) {
  const plane = await testControlPlane()
  const { client, stage: poolStage, deploy, callAt, clock } = testApiGateway()
  const stage = deploy('silo', SILO_STAGE_NAME)
  const gateway = planGateway(client)
  const plans = new Map<string, string>()
  async function ensure(of: PlanOf): Promise<string> {
    const name = planName(of)
    const known = plans.get(name) ?? (await gateway.create(name, 'limits' in of ? of.limits : LIMITS, poolStage))
    plans.set(name, known)
    return known
  }
  const first = await ensure({ tier: 'Platinum' })
  const { id: apiKeyId = '' } = await client.send(new CreateApiKeyCommand({ name: TENANT_ID, enabled: true }))
  await gateway.addStage(first, stage)
  await gateway.addKey(first, apiKeyId)

  const deployment: Deployment = {
    kind: 'silo',
    stack: siloStackName(TENANT_ID),
    apiUrl: 'https://api.example/silo',
    userPoolId: 'pool',
    clientId: 'client',
    identity: 'own',
    apiId: stage.split(':')[0],
  }
  const tenant = buildTenant('active', { tier: 'Platinum', deployment, apiKeyId, workflowId: WORKFLOW_ID })
  await plane.items.put(tenantItem(tenant))
  const input = changeInput(tenant, { tier: 'Diamond', limits: null })
  if (!input) throw new Error('Nothing changes')
  const asked = newWorkflow({ tenantId: TENANT_ID, workflowId: WORKFLOW_ID }, 'change-tier', AT, { input })
  const workflow = await plane.workflows.save({ before: null, after: beginWorkflow(queueWorkflow(asked), AT) })
  const tiers = { find: async (name: string) => ({ name, ...LIMITS, version: 1, deployment: 'silo' }) }
  const services = {
    ...plane,
    keys: apiKeys(client),
    plans: { ...gateway, ensure },
    usage: { ...keyUsage(client), ...(setLeft && { setLeft }) },
    tiers,
    quotas: { check: async () => {}, tiers, registry: { get: async () => null } },
    publish: async () => {},
    system: { ...realSystem, now: clock.now },
  } as unknown as ChangeTierServices
  const input0 = { kind: 'change-tier', tenantId: TENANT_ID, workflowId: WORKFLOW_ID, attempt: 1 } as const
  /** What so many requests to the silo get by a key. */
  const served = async (keyId: string, times = 1) => {
    const { value = '' } = await client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: true }))
    return callAt(stage, value, times)
  }
  const stagesOf = async (tier: string) =>
    (await gateway.list()).plans.find(({ name }) => name === planName({ tier }))?.stages
  const present = async () => (await plane.workflows.get(TENANT_ID, WORKFLOW_ID)) ?? workflow
  /** The step, called until it is done; answers how often that was. */
  async function makeKey(): Promise<number> {
    let progress = workflow.progress
    for (let calls = 1; ; calls++) {
      const work = { tenant, workflow: { ...(await present()), progress } }
      const outcome = await newKey(services, work, { ...input0, step: 'new-key' })
      progress = outcome?.progress ?? progress
      if (outcome?.next === 'done') return calls
    }
  }
  const secondKey = async () => progressOf(await present()).keyId ?? ''
  return { tenant, services, input0, present, served, stagesOf, makeKey, secondKey, stage, poolStage }
}

it('both keys are good at its API while it changes, and the stage leaves the plan of the first one with that', async () => {
  const { tenant, services, input0, present, served, stagesOf, makeKey, secondKey, stage, poolStage } = await changing()
  await makeKey()
  const keyId = await secondKey()
  expect([await served(tenant.apiKeyId), await served(keyId)]).toEqual([[200], [200]])
  const switched = { ...tenant, tier: 'Diamond', apiKeyId: keyId }
  await deleteOldKey(services, { tenant: switched, workflow: await present() }, { ...input0, step: 'old-key' })
  expect(await served(keyId)).toEqual([200])
  expect([await stagesOf('Platinum'), await stagesOf('Diamond')]).toEqual([[poolStage], [poolStage, stage]])
})

it('a change that is undone leaves the stage where it was', async () => {
  const { tenant, services, input0, present, served, stagesOf, makeKey, stage, poolStage } = await changing()
  await makeKey()
  await compensateChange(
    services,
    { tenant, workflow: await present() },
    { ...input0, step: 'compensate', error: { Error: 'Error', Cause: '{"errorMessage":"A test"}' } },
  )
  expect(await served(tenant.apiKeyId)).toEqual([200])
  expect([await stagesOf('Platinum'), await stagesOf('Diamond')]).toEqual([[poolStage, stage], [poolStage]])
})

it.each<[string, KeyUsage['setLeft'], number]>([
  ['refuses that a key has less left than its quota', async () => false, 2],
  ['takes it and never shows it', async () => true, 5],
])(
  'where API Gateway %s, the second key gets a plan that allows what is left, until the month ends',
  async (_how, setLeft, calls) => {
    const { tenant, served, makeKey, secondKey } = await changing({ setLeft })
    expect(await served(tenant.apiKeyId, USED)).toEqual(Array(USED).fill(200))
    expect(await makeKey()).toBe(calls)
    const left = LIMITS.quota - USED
    expect(await served(await secondKey(), left + 1)).toEqual([...Array(left).fill(200), 429])
  },
)
