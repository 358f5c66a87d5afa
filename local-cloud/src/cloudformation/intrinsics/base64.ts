import { type Intrinsic, text } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html */
export const base64: Intrinsic = {
  name: 'Fn::Base64',
  evaluate(argument, scope) {
    const value = text(
      scope.resolve(argument),
      'Template error: every Fn::Base64 object must have a String-typed value.',
    )
    return Buffer.from(value).toString('base64')
  },
}
