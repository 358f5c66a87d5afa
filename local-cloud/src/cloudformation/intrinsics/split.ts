import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html */
export const split: Intrinsic = {
  name: 'Fn::Split',
  evaluate(argument, scope) {
    if (!Array.isArray(argument) || argument.length !== 2) throw templateError(SHAPE)
    const [delimiter] = argument
    const source = scope.resolve(argument[1])
    if (typeof delimiter !== 'string' || delimiter === '' || typeof source !== 'string') throw templateError(SHAPE)
    return source.split(delimiter)
  },
}
