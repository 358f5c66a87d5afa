import { functionAnswers } from '@tenantry/contracts/idempotency.ts'
import type { AnswersOf } from '@tenantry/toolkit/kept-answers.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'

/** Answers that a function of the control plane gives, to operators and to strangers. */
export function answersOf(tableName: string, functionName: string): AnswersOf {
  const shelf = { table: table(dynamo(), tableName), partition: (n: number) => functionAnswers(functionName, n) }
  return () => shelf
}
