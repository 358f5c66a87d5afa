export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching'

export interface Rule {
  evaluationPeriods: number
  datapointsToAlarm: number
  treatMissingData: MissingData
  isBreaching(value: number): boolean
}

export interface Judgement {
  /** Null: the alarm stays as it is. */
  state: AlarmState | null
  /** Places of the data points that were evaluated, the newest first. */
  evaluated: number[]
  /** Data points that were missing. */
  filled: number
}

/** How many periods are looked at: more than are evaluated, so that data can stand in for what is missing. AWS's examples take five for three. */
export const evaluationRange = ({ evaluationPeriods }: Pick<Rule, 'evaluationPeriods'>): number => evaluationPeriods + 2

/**
 * Judges the data points of the evaluation range, the oldest first; undefined where a period has none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(values: (number | undefined)[], rule: Rule): Judgement {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, isBreaching } = rule
  const existing = values.flatMap((value, place) => (value === undefined ? [] : [{ value, place }])).toReversed()
  const newest = existing.slice(0, evaluationPeriods)
  const breaching = newest.filter(({ value }) => isBreaching(value))
  const filled = evaluationPeriods - newest.length
  const judged = (state: AlarmState | null): Judgement => ({
    state,
    evaluated: newest.map(({ place }) => place),
    filled,
  })

  if (breaching.length >= datapointsToAlarm) return judged('ALARM')
  if (filled === 0 || treatMissingData === 'notBreaching') return judged('OK')
  if (treatMissingData === 'breaching') return judged(breaching.length + filled >= datapointsToAlarm ? 'ALARM' : 'OK')
  if (newest.length > breaching.length) return judged('OK')
  if (treatMissingData === 'ignore') return judged(null)
  const oldest = breaching.at(-1)
  if (oldest === undefined) return judged('INSUFFICIENT_DATA')
  // All that is there breaches. It is an alarm once it is so old that nothing which is still to come could make it less than one.
  const age = values.length - oldest.place
  return judged(age >= datapointsToAlarm ? 'ALARM' : null)
}
