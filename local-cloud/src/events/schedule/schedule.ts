import { AwsError } from '../../core/aws-error.ts'
import { cronTimes, type Schedule } from './cron.ts'

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Parses `rate(5 minutes)` and `cron(0 12 * * ? *)`. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export function parseSchedule(expression: string): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression)
  if (rate) {
    const [, count = '', unit = '', plural] = rate
    if (Number(count) < 1 || (Number(count) === 1) === (plural === 's')) throw invalid()
    const period = Number(count) * (UNIT_MS[unit] ?? 0)
    return (last) => last + period
  }
  const cron = /^cron\((.+)\)$/.exec(expression)
  if (cron) return cronTimes(cron[1] ?? '', invalid)
  throw invalid()
}

const invalid = () => new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.')
