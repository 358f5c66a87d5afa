import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html */
export const split: Intrinsic = {
  name: 'Fn::Split',
  check(argument) {
    const [delimiter, , ...more] = Array.isArray(argument) && argument.length > 1 ? argument : []
    if (typeof delimiter !== 'string' || delimiter === '' || more.length > 0) throw templateError(SHAPE)
  },
  evaluate(argument, scope) {
    const [delimiter, text] = argument as [string, unknown]
    const source = scope.resolve(text)
    if (typeof source !== 'string') throw templateError(SHAPE)
    return source.split(delimiter)
  },
}
