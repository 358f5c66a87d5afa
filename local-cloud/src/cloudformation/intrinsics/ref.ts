import { type Intrinsic, templateError } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export const ref: Intrinsic = {
  name: 'Ref',
  evaluate(argument, scope) {
    if (typeof argument !== 'string')
      throw templateError('Template error: every Ref object must have a single String value.')
    return scope.ref(argument)
  },
  references: (argument) => (typeof argument === 'string' ? [argument] : []),
}
