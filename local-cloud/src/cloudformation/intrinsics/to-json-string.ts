import { type Intrinsic, templateError } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html */
export const toJsonString: Intrinsic = {
  name: 'Fn::ToJsonString',
  check(argument, { extended }) {
    if (!extended) throw templateError('Template error: Fn::ToJsonString needs the transform AWS::LanguageExtensions')
    if (typeof argument !== 'object' || argument === null) {
      throw templateError('Template error: every Fn::ToJsonString object requires an array or an object')
    }
  },
  evaluate: (argument, scope) => JSON.stringify(scope.resolve(argument)),
}
