import type { Unit } from '../cost-records/units.ts'
import { endRunning, runningVersion } from './running-items.ts'
import type { UnitServices } from './unit-services.ts'

const NOTHING = '0.000000000000'

/** Notes that a unit could not be attributed, and why. What it was before still counts. */
export async function failUnit(services: UnitServices, unit: Unit, error: Error): Promise<void> {
  const { state, records, system, logger } = services
  logger.warn('costs were not attributed', { unit, error })
  const running = await runningVersion(services, unit)
  const begun = running === null ? null : await records.find(running)
  const at = new Date(system.now()).toISOString()
  await records.put({
    version: running ?? (await state.nextVersion()),
    unit,
    startedAt: at,
    billTotal: NOTHING,
    unallocated: NOTHING,
    closed: false,
    ...begun,
    endedAt: at,
    status: 'failed',
    error: error.message,
  })
  if (running !== null) await endRunning(services, unit)
}
