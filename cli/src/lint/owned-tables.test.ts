import { expect, test } from 'vitest'
import { violations } from './lint.ts'
import { parseTemplate } from './template.ts'

const WHY = 'Entries are written by functions of the control plane alone.'

/** A function that writes with its own role to a table with this key, which says this of itself. */
function written(key: 'shardId' | 'partition', Metadata?: Record<string, string>) {
  const Resources = {
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] },
      ...(Metadata && { Metadata }),
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
      },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }],
        },
      },
    },
  }
  return violations(parseTemplate('Stack', { Resources })).filter(({ rule }) => rule === 'tenant-table-reach')
}

test('an outbox of the platform may be written by functions, if it says why', () => {
  expect(written('partition', { 'Tenantry::OwnedByPlatform': WHY })).toEqual([])
  expect(written('partition')).toHaveLength(1)
  expect(written('partition', { 'Tenantry::OwnedByPlatform': ' ' })).toHaveLength(1)
})

test('a table of entities belongs to tenants, whatever it says of itself', () => {
  expect(written('shardId', { 'Tenantry::OwnedByPlatform': WHY })).toHaveLength(1)
})
