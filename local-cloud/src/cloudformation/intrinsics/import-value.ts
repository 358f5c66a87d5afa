import { type Intrinsic, templateError } from './intrinsic.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html */
export const importValue: Intrinsic = {
  name: 'Fn::ImportValue',
  evaluate(argument, scope) {
    const name = scope.resolve(argument)
    if (typeof name !== 'string' || name === '') {
      throw templateError(
        'Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
      )
    }
    return scope.importValue(name)
  },
}
