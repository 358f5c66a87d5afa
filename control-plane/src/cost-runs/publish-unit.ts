import { formatDollars } from '@tenantry/attribution/money.ts'
import type { CostObject } from '../cost-records/cost-objects.ts'
import { type CostTotal, rowText, sumOfCauses, type TenantCost } from '../cost-records/cost-rows.ts'
import type { UnitState } from '../cost-records/cost-state.ts'
import { sumTotals } from '../cost-records/sum-totals.ts'
import { hourText, type Unit } from '../cost-records/units.ts'
import type { Attributed } from './attribute-unit.ts'
import { endRunning, startRunning } from './running-items.ts'
import type { UnitServices } from './unit-services.ts'

interface Publication {
  unit: Unit
  before: UnitState | null
  known: Pick<UnitState, 'digest' | 'looks' | 'closed'>
  stored: Record<'bill' | 'usage', string>
  attributed: Attributed
  assertHeld: () => void
}

const WRITES_AT_ONCE = 8

/** Writes a version of a unit, makes it count, and deletes the one before the one before: pages of lists may still be read from that. Answers its number. */
export async function publishUnit(services: UnitServices, publication: Publication): Promise<number> {
  const { state, objects, records, tenantCosts, system } = services
  const { unit, before, known, attributed, assertHeld } = publication
  const version = await state.nextVersion()
  await startRunning(services, unit, version)
  const hours = [...attributed.hours.keys()].map(hourText)
  const days = sumTotals(attributed.days)
  const record = {
    version,
    unit,
    startedAt: new Date(system.now()).toISOString(),
    endedAt: null,
    status: 'running' as const,
    billTotal: formatDollars(days.reduce((sum, { total }) => sum + total, 0n)),
    unallocated: formatDollars(days.reduce((sum, { unallocated }) => sum + sumOfCauses(unallocated), 0n)),
    closed: known.closed,
  }
  await records.put(record)
  const texts = textsOf(publication).values()
  const write = async () => {
    for (const [object, text] of texts) {
      assertHeld()
      await objects.put(unit, version, object, text)
    }
  }
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, write))
  const slot = before?.slot === 0 ? 1 : 0
  await tenantCosts.write({ unit, slot, version }, byTenant(attributed))
  assertHeld()
  const previous = before && { version: before.version, hours: before.hours }
  await state.publish({ ...known, unit, version, slot, hours, days, previous }, before)
  await records.put({ ...record, endedAt: new Date(system.now()).toISOString(), status: 'done' })
  await endRunning(services, unit)
  if (before?.previous)
    await objects.delete(unit, before.previous.version, [
      ...(['bill', 'usage', 'days', 'totals'] as const),
      ...before.previous.hours.map((hour) => `hours/${hour}` as const),
    ])
  return version
}

function textsOf({ stored, attributed }: Publication): [CostObject, string][] {
  const hours = [...attributed.hours].map(([hour, rows]): [CostObject, string] => [
    `hours/${hourText(hour)}`,
    rowText(rows),
  ])
  const totals: CostTotal[] = sumTotals([...attributed.hours.values()].flat())
  return [
    ['bill', stored.bill],
    ['usage', stored.usage],
    ['days', rowText({ costs: attributed.days, uses: attributed.uses })],
    ['totals', rowText(totals)],
    ...hours,
  ]
}

/** What each tenant bears, with what it used of the driver. */
function byTenant({ days, uses }: Attributed): Map<string, TenantCost[]> {
  const used = new Map(uses.map((row) => [`${row.from} ${row.driver}`, new Map(row.tenants)]))
  const costs = new Map<string, TenantCost[]>()
  const add = (tenant: string, cost: TenantCost) => {
    const own = costs.get(tenant)
    if (own) own.push(cost)
    else costs.set(tenant, [cost])
  }
  for (const { from, service, driver, tenants } of days) {
    for (const [tenant, tier, cost] of tenants)
      add(tenant, { from, tier, service, driver, cost, used: used.get(`${from} ${driver}`)?.get(tenant) ?? null })
  }
  return costs
}
