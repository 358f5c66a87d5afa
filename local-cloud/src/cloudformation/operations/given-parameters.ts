import { templateError } from '../intrinsics/intrinsic.ts'
import type { ParameterInput } from './stack-input.ts'

/** Parameter values of a request. One that is not given takes the template's default: only `UsePreviousValue` keeps what was. */
export function givenParameters(inputs: ParameterInput[], previous: Record<string, string>): Record<string, string> {
  const given: Record<string, string> = {}
  for (const { ParameterKey: key, ParameterValue: value, UsePreviousValue } of inputs) {
    if (Object.hasOwn(given, key)) throw templateError(`Duplicate input parameter key '${key}'.`)
    if (UsePreviousValue && value !== undefined) {
      throw templateError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and nonempty value for a parameter`,
      )
    }
    const taken = UsePreviousValue ? previous[key] : value
    if (taken === undefined) {
      throw templateError(
        UsePreviousValue
          ? `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`
          : `Invalid input for parameter key ${key}. Must provide a value or specify usePreviousValue`,
      )
    }
    given[key] = taken
  }
  return given
}
