import type { Chance } from './chance.ts'

const HOUR_MS = 3_600_000
const DAYS = 7

/** How busy an hour of the day is: 1 at its busiest, almost nothing at night. Shops wake at seven and have a peak before noon and one in the evening. */
export function busyness(hour: number): number {
  const peak = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2))
  return Math.min(1, 0.03 + peak(11, 2.5) + 0.8 * peak(19, 2))
}

const DAY_TOTAL = Array.from({ length: 24 }, (_, hour) => busyness(hour)).reduce((sum, one) => sum + one, 0)

/** When the orders of the last seven days were placed, oldest first: milliseconds since the epoch, none later than `now`. */
export function weekOfOrders(ordersPerDay: number, now: number, chance: Chance): number[] {
  const times: number[] = []
  const hours = DAYS * 24
  for (let back = hours; back >= 1; back--) {
    const begin = now - back * HOUR_MS
    const date = new Date(begin)
    const weekend = date.getDay() === 0 || date.getDay() === 6 ? 1.3 : 1
    const expected = (ordersPerDay * weekend * busyness(date.getHours())) / DAY_TOTAL
    // The fraction of an order that is left is one with that chance.
    const orders = Math.floor(expected) + (chance.next() < expected % 1 ? 1 : 0)
    for (let order = 0; order < orders; order++) times.push(Math.floor(begin + chance.next() * HOUR_MS))
  }
  return times.sort((a, b) => a - b)
}
