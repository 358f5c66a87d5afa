import * as z from 'zod'
import type { InputIssue } from './operation-input.ts'

/** A member of which only these values are supported here, although AWS takes others: the rest is refused by name. */
export const only = <const Value extends string | number | boolean>(...values: Value[]): z.ZodType<Value> =>
  z.custom<Value>((given) => values.includes(given as Value), { params: { unsupported: true } })

/** Whether a value was refused because it is not supported here, and not because it is wrong. */
export const isUnsupportedValue = (issue: InputIssue): boolean =>
  issue.code === 'custom' && issue.params?.unsupported === true
