import type { BillMeter } from './faces.ts'

const HOUR_MS = 3_600_000

/** For what takes long to look at: it is looked at in the first minute of each hour, and after a start. */
export function onceAnHour(bill: (meter: BillMeter, at: number) => void): (meter: BillMeter, at: number) => void {
  let looked = Number.NaN
  return (meter, at) => {
    const hour = Math.floor(at / HOUR_MS)
    if (hour === looked) return
    looked = hour
    bill(meter, at)
  }
}
