import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import { endOf, type Interval, readInterval } from '../intervals/interval.ts'
import { lastDays, wholeDays } from './days.ts'

/** Days that are shown while none were chosen, and that can be asked for at once. */
export const USUAL_DAYS = 7
export const MOST_DAYS = 400

export interface ChosenDays extends Interval {
  /** Null for the last days. */
  choose(days: Interval | null): void
}

/** The days that a page is about: those in the address, whole, or the last ones. */
export function useDays(): ChosenDays {
  const [params, setParams] = useSearchParams()
  const [now, setNow] = useState(() => new Date())
  const chosen = readInterval(params)
  return {
    ...(chosen ? endOf(wholeDays(chosen), MOST_DAYS * 24 * 60) : lastDays(USUAL_DAYS, now)),
    choose(days) {
      if (days === null) setNow(new Date())
      setParams((before) => withParams(before, { from: days?.from, to: days?.to }))
    },
  }
}
