import { type Intrinsic, templateError } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html */
export const select: Intrinsic = {
  name: 'Fn::Select',
  evaluate(argument, scope) {
    if (!Array.isArray(argument) || argument.length !== 2) {
      throw templateError(
        'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
      )
    }
    const index = scope.resolve(argument[0])
    const list = scope.resolve(argument[1])
    if (!/^\d+$/.test(String(index)) || !Array.isArray(list)) {
      throw templateError(
        'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
      )
    }
    const value = list[Number(index)]
    if (value === undefined || value === null) {
      throw templateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`)
    }
    return value
  },
}
