import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE = 'Template error: Fn::Select requires a list argument with two elements: an integer index and a list'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html */
export const select: Intrinsic = {
  name: 'Fn::Select',
  check(argument) {
    if (!Array.isArray(argument) || argument.length !== 2) throw templateError(SHAPE)
  },
  evaluate(argument, scope) {
    const [index, list] = (argument as unknown[]).map((part) => scope.resolve(part))
    if (!/^\d+$/.test(String(index)) || !Array.isArray(list)) throw templateError(SHAPE)
    const value = list[Number(index)]
    if (value === undefined || value === null) {
      throw templateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`)
    }
    return value
  },
}
