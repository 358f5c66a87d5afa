import { type Intrinsic, templateError, text } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html */
export const join: Intrinsic = {
  name: 'Fn::Join',
  evaluate(argument, scope) {
    if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string') throw templateError(SHAPE)
    const values = scope.resolve(argument[1])
    if (!Array.isArray(values)) throw templateError(SHAPE)
    return values.map((value) => text(value, SHAPE)).join(argument[0])
  },
}
