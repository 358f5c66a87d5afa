import { PolicyStatement } from 'aws-cdk-lib/aws-iam'

/**
 * Allows actions on items whose partition keys are like one of these. A request that names no key, such as a Scan, matches no statement
 * (docs/rules/for-all-values-without-null.md).
 */
export const allowKeys = (actions: string[], resource: string | string[], ...keys: string[]): PolicyStatement =>
  new PolicyStatement({
    actions,
    resources: [resource].flat(),
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })
