import type { Rule } from '../rule.ts'
import { listOf, member, ofType, type Resource } from '../template.ts'

export const tableProtection: Rule = {
  id: 'table-protection',
  fix: 'Enable point-in-time recovery in every replica, and encryption with a KMS key (SSESpecification.SSEEnabled).',
  check: (template) =>
    ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').flatMap((table) => {
      const { logicalId } = table
      const findings = []
      if (!isRestorable(table)) findings.push({ logicalId, what: 'has no point-in-time recovery' })
      if (String(member(table.Properties.SSESpecification, 'SSEEnabled')) !== 'true') {
        findings.push({ logicalId, what: 'is not encrypted with a key whose use can be audited' })
      }
      return findings
    }),
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
