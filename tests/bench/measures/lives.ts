import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { latency, timed } from '../latency.ts'
import { round, withLoad } from '../processor.ts'
import type { Host } from '../start-host.ts'
import { largeMove, largeOffboarding } from './large-lives.ts'
import { megabytes } from './memory.ts'

/** How many tenants of each kind are made, and how many items the large ones have. */
export const LIVES = { pooled: 20, silos: 3, items: 100_000 }

/** What the making, the change and the end of tenants take: time, AWS calls, and memory of the local cloud for each silo. */
export async function lives(host: Host, { pooled, silos, items }: typeof LIVES) {
  const { endpoints } = host
  const operators = operatorClient({ endpoints })
  // Signs in before calls are counted.
  await operators.get('/tenants')
  const ids: string[] = []
  return {
    pooled: await many(pooled, async (n) => void ids.push(await onboarded(operators, `Pooled ${n}`, 'Basic'))),
    tierChanges: await many(3, async (n) => {
      const { body } = await operators.post(`/tenants/${ids[n]}/change-tier`, { tier: 'Standard' })
      await workflowEnd(operators, ids[n] ?? '', body.workflowId)
    }),
    silos: await many(silos, async (n) => void (await onboarded(operators, `Silo ${n}`, 'Platinum'))),
    offboardings: await many(3, async (n) => {
      const { body } = await operators.delete(`/tenants/${ids[n]}?graceDays=0`)
      await workflowEnd(operators, ids[n] ?? '', body.workflowId)
    }),
    offboardingOfMany: await largeOffboarding(host, operators, items),
    move: await largeMove(host, operators, items),
  }

  /** One after the other: the time of each, and what they cost by themselves and together. */
  async function many(count: number, work: (n: number) => Promise<unknown>) {
    const before = megabytes(await host.ask('memory'))
    await host.ask('calls')
    return withLoad(async () => {
      const times = latency(await timed(count, work))
      const calls = Object.entries(await host.ask('calls')).filter(
        ([name]) => !/OutboxSweeper|WorkflowSlots|WorkflowWatch/.test(name),
      )
      const after = megabytes(await host.ask('memory'))
      return {
        ...times,
        callsEach: round(calls.reduce((sum, [, times]) => sum + times, 0) / count),
        byService: perService(calls, count),
        memoryMegabytes: { before, after },
      }
    })
  }
}

function perService(calls: [string, number][], count: number): Record<string, number> {
  const services = Map.groupBy(calls, ([name]) => /([\w-]+):\w+$/.exec(name)?.[1] ?? '')
  return Object.fromEntries(
    [...services].map(([service, of]) => [service, round(of.reduce((sum, [, times]) => sum + times, 0) / count)]),
  )
}

/** A tenant that operators have made, approved where its tier wants it; active. */
export async function onboarded(operators: Client, tenantName: string, tier: string): Promise<string> {
  const email = `ada@${tenantName.replace(' ', '-').toLowerCase()}.example`
  const { status, body } = await operators.post('/tenants', { tenantName, email, tier })
  if (status !== 202) throw new Error(`${tenantName}: ${status} ${JSON.stringify(body)}`)
  const { tenantId } = body
  if (body.status === 'awaiting-approval') await operators.post(`/tenants/${tenantId}/approve`, undefined)
  await eventually(`${tenantName} to be active`, async () => {
    const tenant = (await operators.get(`/tenants/${tenantId}`)).body
    if (tenant.status === 'failed') throw new Error(tenant.failure)
    return tenant.status === 'active'
  })
  return tenantId
}

export async function workflowEnd(operators: Client, tenantId: string, workflowId: string, minutes = 5): Promise<void> {
  const ends = async () => {
    const { status, body } = await operators.get(`/tenants/${tenantId}/workflows/${workflowId}`)
    if (status !== 200 || body.status === 'failed') throw new Error(`${status} ${JSON.stringify(body)}`)
    return body.status === 'done' || body.status === 'waiting'
  }
  await eventually(`workflow ${workflowId} to end`, ends, { minutes })
}
