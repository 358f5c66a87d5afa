import { type Intrinsic, templateError } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export const ref: Intrinsic = {
  name: 'Ref',
  check(argument) {
    if (typeof argument !== 'string')
      throw templateError('Template error: every Ref object must have a single String value.')
  },
  evaluate: (argument, scope) => scope.ref(argument as string),
  references: (argument) => (typeof argument === 'string' ? [argument] : []),
}
