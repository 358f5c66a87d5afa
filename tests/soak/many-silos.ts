import { setTimeout as pause } from 'node:timers/promises'
import { LAPTOP } from '@tenantry/local-cloud/lambda/limits.ts'
import { leftOfSilo } from '../acceptance/left-of-silo.ts'
import { operatorClient } from '../acceptance/operator-client.ts'
import { onboarded, workflowEnd } from '../bench/measures/lives.ts'
import type { Host } from '../bench/start-host.ts'
import { account } from './account.ts'
import type { PartReport } from './part-report.ts'

const MINUTES = 240
/** Until no environment is left of the work, and a minute for what is freed. */
const IDLE_MS = LAPTOP.idleMs + 60_000

/** So many tenants with silos live beside each other, and leave: each is served, and none leaves anything. */
export async function manySilos(host: Host, silos: number, print: (line: string) => void): Promise<PartReport> {
  const wrong: string[] = []
  const { endpoints } = host
  const operators = operatorClient({ endpoints })
  const ids: string[] = []
  const memory = async () => Math.round((await host.ask('memory')) / 2 ** 20)
  const before = await memory()
  const seconds: number[] = []
  for (let n = 0; n < silos; n++) {
    const began = performance.now()
    ids.push(await onboarded(operators, `Silo ${n}`, 'Platinum'))
    seconds.push((performance.now() - began) / 1000)
  }
  const half = Math.ceil(silos / 2)
  const mean = (values: number[]) => (values.reduce((sum, one) => sum + one, 0) / values.length).toFixed(1)
  const after = await memory()
  print(
    `${silos} silos: ${mean(seconds.slice(0, half))} s each in the first half, ${mean(seconds.slice(-half))} s in the second; ${before} MB before, ${after} MB with all of them`,
  )
  for (const id of ids) {
    const { body } = await operators.get(`/tenants/${id}`)
    // Without a token a silo that is there refuses the call; one that is not says so in another way.
    const { status } = await fetch(`${body.deployment.apiUrl.replace(/\/$/, '')}/me`)
    if (body.status !== 'active' || status !== 401) wrong.push(`${id} is ${body.status}, and its API answers ${status}`)
  }
  const leaving = await Promise.all(
    ids.map(async (id) => ({
      id,
      workflowId: (await operators.delete(`/tenants/${id}?graceDays=0`)).body.workflowId,
    })),
  )
  for (const { id, workflowId } of leaving) {
    await workflowEnd(operators, id, workflowId, MINUTES)
    wrong.push(...(await leftOfSilo(account(endpoints), id)).map((left) => `left of ${id}: ${left}`))
  }
  const left = await memory()
  await pause(IDLE_MS)
  print(`all of them have left; ${left} MB, and ${await memory()} MB once environments that nobody used are gone`)
  return { wrong }
}
