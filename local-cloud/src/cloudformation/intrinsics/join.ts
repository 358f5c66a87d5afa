import { type Intrinsic, templateError, text } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html */
export const join: Intrinsic = {
  name: 'Fn::Join',
  check(argument) {
    const [delimiter, values, ...more] = Array.isArray(argument) ? argument : []
    if (typeof delimiter !== 'string' || typeof values !== 'object' || values === null || more.length > 0)
      throw templateError(SHAPE)
  },
  evaluate(argument, scope) {
    const [delimiter, list] = argument as [string, unknown]
    const values = scope.resolve(list)
    if (!Array.isArray(values)) throw templateError(SHAPE)
    return values.map((value) => text(value, SHAPE)).join(delimiter)
  },
}
