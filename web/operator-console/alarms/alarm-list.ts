import { around, type Interval } from '../intervals/interval.ts'
import type { Alarm } from '../models.ts'

/** Alarms that need somebody stand first; among them those that nobody has taken on, and then the newest. */
const RANKS: Record<Alarm['state'], number> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 }

export const inOrder = (alarms: readonly Alarm[]): Alarm[] =>
  [...alarms].sort(
    (a, b) =>
      RANKS[a.state] - RANKS[b.state] ||
      Number(a.acknowledged !== null) - Number(b.acknowledged !== null) ||
      Date.parse(b.since) - Date.parse(a.since) ||
      a.name.localeCompare(b.name),
  )

export const isFiring = ({ state }: Alarm): boolean => state === 'ALARM'

/** When something was wrong: an alarm fires some minutes after its cause. */
export const incidentOf = ({ since }: Alarm, now: Date): Interval => around(since, { before: 15, after: 15 }, now)

/** The paragraph of the guide that an alarm names, as `/guide#<paragraph>`. */
export const paragraphOf = ({ guide }: Alarm): string => guide.split('#')[1] ?? ''
