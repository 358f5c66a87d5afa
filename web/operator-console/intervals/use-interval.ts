import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import { endOf, type Interval, lastMinutes, readInterval } from './interval.ts'

/** In minutes. */
interface Lengths {
  /** Of the interval that is shown while none was chosen. */
  usual: number
  /** That can be asked for at once. */
  longest: number
}

export interface ChosenInterval extends Interval, Lengths {
  /** Whether the address names it; otherwise it ended when it was read last. */
  isChosen: boolean
  /** Null for the last minutes. */
  choose(interval: Interval | null): void
  /** Moves the last minutes to now. */
  moveToNow(): void
}

/** The interval that a page is about. It stands in the address, or is the last minutes. Of one that is too long for the page the end is shown. */
export function useInterval({ usual, longest }: Lengths): ChosenInterval {
  const [params, setParams] = useSearchParams()
  const [now, setNow] = useState(() => new Date())
  const chosen = readInterval(params)
  const moveToNow = () => setNow(new Date())
  return {
    ...(chosen ? endOf(chosen, longest) : lastMinutes(usual, now)),
    usual,
    longest,
    isChosen: chosen !== null,
    moveToNow,
    choose(interval) {
      if (interval === null) moveToNow()
      setParams((before) => withParams(before, { from: interval?.from, to: interval?.to }))
    },
  }
}
