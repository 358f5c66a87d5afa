import type { Rule } from '../rule.ts'
import { listOf, member, ofType, type Resource } from '../template.ts'

export const tableProtection: Rule = {
  id: 'table-protection',
  fix: 'Enable point-in-time recovery in every replica.',
  check: (template) =>
    ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').flatMap((table) =>
      isRestorable(table) ? [] : [{ logicalId: table.logicalId, what: 'has no point-in-time recovery' }],
    ),
}

function isRestorable({ Type, Properties }: Resource): boolean {
  const places = Type === 'AWS::DynamoDB::Table' ? [Properties] : listOf(Properties.Replicas)
  return (
    places.length > 0 &&
    places.every(
      (place) =>
        String(member(member(place, 'PointInTimeRecoverySpecification'), 'PointInTimeRecoveryEnabled')) === 'true',
    )
  )
}
