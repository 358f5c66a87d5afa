import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker'
import type { Interval } from '../intervals/interval.ts'
import { countDays, daysIn, intervalOfDay, lastDays } from './days.ts'
import { type ChosenDays, MOST_DAYS, USUAL_DAYS } from './use-days.ts'

const OPTIONS: DateRangePickerProps.RelativeOption[] = [1, USUAL_DAYS, 30, 90].map((amount) => ({
  key: `${amount}d`,
  amount,
  unit: 'day',
  type: 'relative',
}))

/** From which day to which, in UTC, as bills have it. */
export function DaysPicker({ days }: { days: ChosenDays }) {
  return (
    <DateRangePicker
      value={shownAs(days)}
      dateOnly
      relativeOptions={OPTIONS}
      customRelativeRangeUnits={['day']}
      absoluteFormat="iso"
      dateInputFormat="iso"
      placeholder="From which day to which"
      i18nStrings={{ ariaLabel: 'Days, in UTC' }}
      isValidRange={validate}
      onChange={({ detail: { value } }) => days.choose(value && intervalOf(value))}
    />
  )
}

/** Days that end today are shown as the last ones, also where a link names them. */
function shownAs(days: Interval): DateRangePickerProps.Value {
  const count = countDays(days)
  const last = OPTIONS.find(({ amount }) => amount === count)
  if (last && lastDays(count, new Date()).to === days.to) return last
  const shown = daysIn(days)
  return { type: 'absolute', startDate: shown[0] ?? '', endDate: shown.at(-1) ?? '' }
}

/** The usual days are chosen by choosing none, so that they move on. */
function intervalOf(value: DateRangePickerProps.Value): Interval | null {
  if (value.type === 'absolute') {
    return { from: intervalOfDay(value.startDate).from, to: intervalOfDay(value.endDate).to }
  }
  return value.amount === USUAL_DAYS ? null : lastDays(value.amount, new Date())
}

function validate(range: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  const wrong = (errorMessage: string) => ({ valid: false as const, errorMessage })
  if (range === null) return { valid: true }
  if (range.type === 'absolute' && !(range.startDate && range.endDate))
    return wrong('Give both a first and a last day.')
  const count =
    range.type === 'relative' ? range.amount : countDays(intervalOf(range) ?? lastDays(USUAL_DAYS, new Date()))
  if (!(count > 0)) return wrong('The last day must not be before the first.')
  return count > MOST_DAYS ? wrong(`At most ${MOST_DAYS} days at once.`) : { valid: true }
}
