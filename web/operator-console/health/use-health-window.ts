import { HEALTH_WINDOWS, type HealthWindow } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import { type Interval, readInterval } from '../intervals/interval.ts'
import { windowOf } from './course.ts'

export interface HealthChoice {
  window: HealthWindow
  /** What is looked at within it, for example the time of an incident. */
  interval: Interval | null
  /** The interval began before all windows. */
  isTooOld: boolean
  choose(window: HealthWindow): void
}

/** The window of a tenant's health. It stands in the address; otherwise it is the smallest that shows the interval, or the shortest. */
export function useHealthWindow(): HealthChoice {
  const [params, setParams] = useSearchParams()
  const interval = readInterval(params)
  const asked = HEALTH_WINDOWS.find((one) => one === params.get('window'))
  const fitting = interval && windowOf(interval, new Date())
  return {
    window: asked ?? (interval ? (fitting ?? '7d') : '1h'),
    interval,
    isTooOld: interval !== null && fitting === null,
    choose(window) {
      setParams((before) => withParams(before, { window }))
    },
  }
}
