/** A parsed expression of metric math. */
export type MathExpression =
  | { kind: 'number'; value: number }
  /** Another query of the same request. */
  | { kind: 'id'; id: string }
  | { kind: 'list'; items: MathExpression[] }
  | { kind: 'negated'; of: MathExpression }
  | { kind: 'binary'; operator: Operator; left: MathExpression; right: MathExpression }
  | { kind: 'sum'; of: MathExpression }
  | { kind: 'if'; condition: MathExpression; yes: MathExpression; no: MathExpression | null }
  | { kind: 'fill'; of: MathExpression; value: MathExpression | 'REPEAT' }
  /** Every metric of the request. */
  | { kind: 'metrics' }

export type Operator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR'

/** The queries that an expression names. */
export function idsIn(expression: MathExpression): string[] {
  switch (expression.kind) {
    case 'number':
    case 'metrics':
      return []
    case 'id':
      return [expression.id]
    case 'list':
      return expression.items.flatMap(idsIn)
    case 'negated':
    case 'sum':
      return idsIn(expression.of)
    case 'binary':
      return [...idsIn(expression.left), ...idsIn(expression.right)]
    case 'if':
      return [expression.condition, expression.yes, ...(expression.no ? [expression.no] : [])].flatMap(idsIn)
    case 'fill':
      return [...idsIn(expression.of), ...(expression.value === 'REPEAT' ? [] : idsIn(expression.value))]
    default:
      return expression satisfies never
  }
}
