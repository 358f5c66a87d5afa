import type { ContextKeys } from '../context-lookup.ts'

/** Documented behaviour of condition operators: what the page says, the Condition element, the request's keys, and whether it holds. */
export interface ConditionCase {
  page: string
  says: string
  condition: Record<string, Record<string, unknown>>
  keys: ContextKeys
  holds: boolean
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/'
export const OPERATORS = 'reference_policies_elements_condition_operators.html'

/** Cases of one page of the guide. */
export const on =
  (page: string) =>
  (
    says: string,
    condition: ConditionCase['condition'],
    keys: ContextKeys,
    expected: 'holds' | 'does not hold',
  ): ConditionCase => ({ page: GUIDE + page, says, condition, keys, holds: expected === 'holds' })

export const TEAM = 'aws:PrincipalTag/team'
export const queue = 'arn:aws:sqs:us-east-1:000000000000:orders'
