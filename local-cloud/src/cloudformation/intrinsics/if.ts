import { type Intrinsic, templateError } from './intrinsic.ts'

/**
 * Only the branch that is taken is evaluated, so the other may name a resource that its condition left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export const ifFunction: Intrinsic = {
  name: 'Fn::If',
  check(argument) {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
      throw templateError('Template error: Fn::If requires a list argument with three elements')
    }
  },
  evaluate(argument, scope) {
    const [condition, yes, no] = argument as [string, unknown, unknown]
    return scope.resolve(scope.condition(condition) ? yes : no)
  },
}
