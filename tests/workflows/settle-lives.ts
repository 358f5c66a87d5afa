import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { hasLeftovers } from '@tenantry/control-plane/workflows/workflow.ts'
import * as z from 'zod/mini'
import type { OnboardingWorld } from './onboarding-world.ts'

/** Operators try again what stands still, so often. */
const ROUNDS = 5

/** The tenants that the control plane has, for whom this holds. */
export async function tenantsOf(
  world: OnboardingWorld,
  isOne: (tenant: Tenant) => boolean = () => true,
): Promise<Tenant[]> {
  const items = await itemsOf(world, 'tenants')
  return items
    .filter(({ sk, pk }) => sk === 'tenant' && String(pk).startsWith('tenant#'))
    .map((item) => z.parse(Tenant, item))
    .filter(isOne)
}

/** Everything that a table has. */
export async function itemsOf(world: OnboardingWorld, TableName: string): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await world.dynamo.send(new ScanCommand({ TableName }))
  return Items.map((item) => unmarshall(item))
}

/** Nothing is wrong any more: whatever is under way comes to its end, and operators retry what could be neither done nor undone. */
export async function settle(world: OnboardingWorld): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    world.faults.lift()
    world.bus.redrive()
    await world.until(async () => (await world.isSettled()) && (await underWay(world)).length === 0)
    const stuck = await stuckOf(world)
    if (stuck.length === 0) return
    for (const tenant of stuck) {
      if (tenant.status === 'provisioning') await world.retry(tenant)
      else await world.retryWorkflow(tenant)
    }
  }
  throw new Error(`What operators tried again ${ROUNDS} times stands still`)
}

async function underWay(world: OnboardingWorld): Promise<Tenant[]> {
  const held = await tenantsOf(world, ({ workflowId }) => workflowId !== null)
  const ended = await Promise.all(held.map(world.hasEnded))
  return held.filter((_, index) => !ended[index])
}

async function stuckOf(world: OnboardingWorld): Promise<Tenant[]> {
  const held = await tenantsOf(world, ({ workflowId }) => workflowId !== null)
  const workflows = await Promise.all(held.map(({ tenantId }) => world.workflow(tenantId)))
  return held.filter((_, index) => {
    const workflow = workflows[index]
    return workflow !== undefined && hasLeftovers(workflow)
  })
}
