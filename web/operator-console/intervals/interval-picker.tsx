import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker'
import { lastMinutes } from './interval.ts'
import type { ChosenInterval } from './use-interval.ts'

const MINUTES: Record<DateRangePickerProps.TimeUnit, number> = {
  second: 1 / 60,
  minute: 1,
  hour: 60,
  day: 24 * 60,
  week: 7 * 24 * 60,
  month: 30 * 24 * 60,
  year: 365 * 24 * 60,
}

const OPTIONS: DateRangePickerProps.RelativeOption[] = [
  { key: '20m', amount: 20, unit: 'minute', type: 'relative' },
  { key: '1h', amount: 1, unit: 'hour', type: 'relative' },
  { key: '6h', amount: 6, unit: 'hour', type: 'relative' },
  { key: '1d', amount: 1, unit: 'day', type: 'relative' },
  { key: '7d', amount: 7, unit: 'day', type: 'relative' },
  { key: '30d', amount: 30, unit: 'day', type: 'relative' },
]
const minutesOf = ({ amount, unit }: { amount: number; unit: DateRangePickerProps.TimeUnit }) => amount * MINUTES[unit]

/** From when to when, in UTC, as alarms and logs have it. */
export function IntervalPicker({ interval }: { interval: ChosenInterval }) {
  const { from, to, usual, longest, isChosen, choose } = interval
  return (
    <DateRangePicker
      value={
        isChosen
          ? { type: 'absolute', startDate: from, endDate: to }
          : (OPTIONS.find((option) => minutesOf(option) === usual) ?? null)
      }
      relativeOptions={OPTIONS.filter((option) => minutesOf(option) <= longest)}
      getTimeOffset={() => 0}
      dateInputFormat="iso"
      timeInputFormat="hh:mm"
      placeholder="From when to when"
      i18nStrings={{ ariaLabel: 'Interval, in UTC' }}
      isValidRange={(range) => validate(range, longest)}
      onChange={({ detail: { value } }) => {
        if (value === null) choose(null)
        else if (value.type === 'absolute') choose({ from: utc(value.startDate), to: utc(value.endDate) })
        else if (minutesOf(value) === usual) choose(null)
        else choose(lastMinutes(minutesOf(value), new Date()))
      }}
    />
  )
}

const utc = (text: string): string => new Date(text).toISOString()

function validate(range: DateRangePickerProps.Value | null, longest: number): DateRangePickerProps.ValidationResult {
  const wrong = (errorMessage: string) => ({ valid: false as const, errorMessage })
  if (range === null) return { valid: true }
  const minutes = lengthOf(range)
  if (Number.isNaN(minutes)) return wrong('Give both a day and a time for its begin and its end.')
  if (minutes <= 0) return wrong('The end must be later than the begin.')
  if (minutes > longest) return wrong(`At most ${lengthText(longest)} at once.`)
  return { valid: true }
}

const lengthOf = (range: DateRangePickerProps.Value): number =>
  range.type === 'relative' ? minutesOf(range) : (Date.parse(range.endDate) - Date.parse(range.startDate)) / 60_000

const lengthText = (minutes: number): string =>
  minutes > MINUTES.day ? `${minutes / MINUTES.day} days` : `${minutes / MINUTES.hour} hours`
