import { expect, test } from 'vitest'
import { longestValue } from './longest-value.ts'
import { type SynthesizedTemplate, synthesizedTemplate } from './synthesized-template.ts'

const RESOURCES = {
  Table: { Type: 'AWS::DynamoDB::GlobalTable' },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tenantry-work' } },
  Role: { Type: 'AWS::IAM::Role' },
  Odd: { Type: 'AWS::Odd::Type' },
  Published: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/a/b', Value: { Ref: 'Queue' } } },
}
const PARAMETERS = {
  Short: { Type: 'String', MaxLength: 7 },
  Unbounded: { Type: 'String' },
  FromSsm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b' },
  Unpublished: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/c' },
}
const template = synthesizedTemplate('a-stack', { Resources: RESOURCES, Parameters: PARAMETERS })
const longest = (value: unknown, of: SynthesizedTemplate = template) => longestValue(value, of, [template])

test('a reference counts with the longest partition, Region and generated name', () => {
  expect(longest({ 'Fn::GetAtt': ['Table', 'Arn'] })).toBe(
    'arn:aws-us-gov:dynamodb:us-isof-south-1:000000000000:table/a-stack-Table-0123456789ABC',
  )
  expect(longest({ Ref: 'Queue' })).toBe('https://sqs.us-isof-south-1.amazonaws.com.cn/000000000000/tenantry-work')
})

test('a generated name is cut where AWS cuts it', () => {
  const long = synthesizedTemplate('s'.repeat(100), { Resources: RESOURCES })
  expect(longest({ Ref: 'Role' }, long)).toHaveLength(64)
})

test('what is joined, nested and listed is measured as a whole', () => {
  const joined = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Table', 'Arn'] }, '/index/*']] }
  expect(longest({ a: [joined, 1], b: null })).toEqual({ a: [expect.stringMatching(/ABC\/index\/\*$/), 1], b: null })
})

test('a parameter counts with as much as it admits, or with what another stack publishes', () => {
  expect(longest({ Ref: 'Short' })).toHaveLength(7)
  expect(longest({ Ref: 'FromSsm' })).toBe(longest({ Ref: 'Queue' }))
})

test.each([
  [{ Ref: 'Unbounded' }],
  [{ Ref: 'Unpublished' }],
  [{ Ref: 'Odd' }],
  [{ Ref: 'Nowhere' }],
  [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }],
  [{ 'Fn::Select': [0, []] }],
])('%j, which nothing measures, counts as long as a long ARN', (value) => {
  expect(longest(value)).toHaveLength(256)
})
