import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSystem } from '@tenantry/cli/system/system.ts'
import { leapingClock } from '@tenantry/local-cloud/core/clock.ts'
import type { Use } from '@tenantry/local-cloud/core/use.ts'
import { type CostPlace, type Costs, costRun, METERED_SERVICES, percentOff } from '../../acceptance/truth/cost-run.ts'
import { LIFTED_RATES } from '../../support/lifted-rates.ts'
import { workshopCosts } from '../workshop-formula.ts'

/** How far costs of two tenants in an hour are from what they truly were, by service, and those of the public workshop's formula on the same run. */
export async function costs() {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-costs-'))
  const [told, lines]: [Use[], string[]] = [[], []]
  const clock = leapingClock()
  const system = await startSystem({
    ...{ dataDir, webPort: 0, awsPort: 0, env: process.env, clock },
    controlPlaneParameters: { ...LIFTED_RATES, CostsSchedule: 'rate(1 minute)' },
    traceSampling: 1,
    onUse: (use) => told.push(use),
    logged: ({ message }) => message.startsWith('{') && lines.push(message),
  })
  try {
    const { endpoints } = system
    return await errors({ endpoints, told, leap: (seconds) => clock.leap(seconds * 1000) }, lines)
  } finally {
    await system.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function errors(place: CostPlace, lines: readonly string[]) {
  const run = await costRun(place)
  // The formula knows no dates, and would share this hour by all that was ever logged: that much is spared it.
  const ofHour = lines.filter((line) => line.includes(`"time":"${run.hour}`))
  await run.attributed()
  const workshop = workshopCosts(ofHour, await run.bill())
  const figures: Record<string, object> = {}
  for (const tenant of run.tenants) {
    const [said, truth] = [await run.costsOf(tenant), await run.truthOf(tenant)]
    const byWorkshop = workshop(tenant.config.tenantId)
    figures[tenant.config.name] = Object.fromEntries(
      METERED_SERVICES.map((service) => [service, errorsOf(service, { said, truth, byWorkshop })]),
    )
  }
  return figures
}

function errorsOf(service: string, { said, truth, byWorkshop }: Record<'said' | 'truth' | 'byWorkshop', Costs>) {
  const off = (costs: Costs) => Math.round(percentOff(costs.get(service), truth.get(service)) * 100) / 100
  return {
    trueDollars: Number((truth.get(service) ?? 0).toFixed(12)),
    percentOff: off(said),
    ...(byWorkshop.has(service) && { workshopPercentOff: off(byWorkshop) }),
  }
}
