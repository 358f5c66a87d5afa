import { type Intrinsic, type Scope, templateError, text } from './intrinsic.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html

/** Functions that only the Conditions section knows; each gives true or false. */
export const conditionFunctions: Intrinsic[] = [
  { name: 'Condition', evaluate: (argument, scope) => scope.condition(String(argument)) },
  { name: 'Fn::And', evaluate: (argument, scope) => operands('Fn::And', argument, scope, 2, 10).every(Boolean) },
  { name: 'Fn::Or', evaluate: (argument, scope) => operands('Fn::Or', argument, scope, 2, 10).some(Boolean) },
  { name: 'Fn::Not', evaluate: (argument, scope) => !operands('Fn::Not', argument, scope, 1, 1)[0] },
  { name: 'Fn::Equals', evaluate: equals },
]

function operands(name: string, argument: unknown, scope: Scope, least: number, most: number): unknown[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    throw templateError(
      `Template error: every ${name} object requires a list of ${least === most ? least : `at least ${least} and at most ${most}`} boolean parameters.`,
    )
  }
  return argument.map((operand) => scope.resolve(operand))
}

function equals(argument: unknown, scope: Scope): boolean {
  const shape = 'Template error: every Fn::Equals object requires a list of 2 string parameters.'
  if (!Array.isArray(argument) || argument.length !== 2) throw templateError(shape)
  const [left, right] = argument.map((operand) => text(scope.resolve(operand), shape))
  return left === right
}
