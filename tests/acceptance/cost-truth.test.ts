import type { Use } from '@tenantry/local-cloud/core/use.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIFTED_RATES } from '../support/lifted-rates.ts'
import { freshSystem } from './system.ts'
import { costRun, METERED_SERVICES, percentOff } from './truth/cost-run.ts'

// What each tenant is said to have cost is what it did cost, as the local cloud counted by API keys, session tags, events and traces.

/** Of a tenant's cost of a service that has a driver, above and below. */
const MOST_OFF_PERCENT = 1
const told: Use[] = []
let system: Awaited<ReturnType<typeof freshSystem>>
let run: Awaited<ReturnType<typeof costRun>>

beforeAll(async () => {
  system = await freshSystem(undefined, {
    controlPlaneParameters: { ...LIFTED_RATES, CostsSchedule: 'rate(1 minute)' },
    traceSampling: 1,
    onUse: (use) => told.push(use),
  })
  run = await costRun({ endpoints: system.endpoints, leap: system.leap, told })
})

afterAll(() => system?.close())

test('each tenant bears what its requests, functions, tables, logs and traces cost, within one percent either way', async () => {
  await run.attributed()
  const off: string[] = []
  for (const tenant of run.tenants) {
    const [said, truth] = [await run.costsOf(tenant), await run.truthOf(tenant)]
    for (const service of METERED_SERVICES) {
      const percent = percentOff(said.get(service), truth.get(service))
      if (!(Math.abs(percent) <= MOST_OFF_PERCENT))
        off.push(`${tenant.config.name} ${service}: ${percent.toFixed(2)} %`)
    }
  }
  expect(off).toEqual([])
})
