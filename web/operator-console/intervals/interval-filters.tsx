import type { ReactNode } from 'react'
import { IntervalPicker } from './interval-picker.tsx'
import type { ChosenInterval } from './use-interval.ts'
import './interval-filters.css'

/** Above a list: the interval that it is of, and what else narrows it. */
export function IntervalFilters({ interval, children }: { interval: ChosenInterval; children?: ReactNode }) {
  return (
    <div className="interval-filters">
      <IntervalPicker interval={interval} />
      {children}
    </div>
  )
}
