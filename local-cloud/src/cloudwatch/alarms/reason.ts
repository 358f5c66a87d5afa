import type { AlarmProperties, CompiledAlarm } from './alarm.ts'
import type { AlarmState } from './evaluate.ts'
import type { Look } from './look.ts'

const TREATED = { breaching: 'Breaching', notBreaching: 'NonBreaching', missing: 'Missing', ignore: 'Ignore' }

/** CloudWatch writes `5.0`. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value))

/** `01/01/26 00:00:00` */
function shortTime(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split('T')
  const [year = '', month, day] = date.split('-')
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Why an alarm comes into a state, in CloudWatch's words. */
export function reasonOf(
  { points, evaluated, filled }: Look,
  { words, rule }: CompiledAlarm,
  { Threshold, TreatMissingData }: AlarmProperties,
  from: AlarmState,
  to: AlarmState,
): string {
  const unknown = `${counted(filled, 'datapoint')} ${filled === 1 ? 'was' : 'were'} unknown.`
  if (to === 'INSUFFICIENT_DATA') return `Insufficient Data: ${unknown}`
  const missing = `${counted(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${TREATED[TreatMissingData]}].`
  if (evaluated.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(filled, 'period')} and ${missing}`
  const shown = evaluated.map((place) => {
    const { at, value } = points[place] ?? { at: 0, value: undefined }
    return { at, value: value ?? 0 }
  })
  const those = shown.filter(({ value }) => rule.isBreaching(value) === (to === 'ALARM'))
  const list = shown.map(({ at, value }) => `${decimal(value)} (${shortTime(at)})`).join(', ')
  const needed = to === 'ALARM' ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1
  const was = `${those.length === 1 ? 'was' : 'were'}${to === 'ALARM' ? '' : ' not'}`
  const crossed = `Threshold Crossed: ${those.length} out of the last ${counted(shown.length, 'datapoint')} [${list}] ${was} ${words} the threshold (${decimal(Threshold)})`
  const least = `(minimum ${counted(needed, 'datapoint')} for ${from} -> ${to} transition).`
  return filled === 0 ? `${crossed} ${least}` : `${crossed} and ${missing.slice(0, -1)} ${least}`
}

const date = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000')

/** The same for programs: the member StateReasonData. */
export function reasonDataOf(look: Look, compiled: CompiledAlarm, properties: AlarmProperties, at: number): string {
  const { points, evaluated } = look
  const seen = evaluated.flatMap((place) => points[place] ?? [])
  return JSON.stringify({
    version: '1.0',
    queryDate: date(at),
    ...(seen.length > 0 && { startDate: date((seen.at(-1)?.at ?? 0) * 1000) }),
    ...(properties.Statistic && { statistic: properties.Statistic }),
    ...(properties.ExtendedStatistic && { statistic: properties.ExtendedStatistic }),
    period: compiled.period,
    recentDatapoints: seen.map(({ value }) => value).toReversed(),
    threshold: properties.Threshold,
    evaluatedDatapoints: seen.map(({ at: second, value }) => ({ timestamp: date(second * 1000), value })),
  })
}
