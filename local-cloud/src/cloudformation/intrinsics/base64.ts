import { type Intrinsic, text } from './intrinsic.ts'

const SHAPE = 'Template error: every Fn::Base64 object must have a String-typed value.'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html */
export const base64: Intrinsic = {
  name: 'Fn::Base64',
  check(argument) {
    if (typeof argument !== 'object' || argument === null) text(argument, SHAPE)
  },
  evaluate: (argument, scope) => Buffer.from(text(scope.resolve(argument), SHAPE)).toString('base64'),
}
