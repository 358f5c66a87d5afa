import { describe, expect, test, vi } from 'vitest'
import { compilePolicy } from './compile-policy.ts'
import { contextLookup } from './context-lookup.ts'
import { evaluate } from './evaluate.ts'
import type { PolicyKind } from './policy.ts'

const allow = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }
const condition = (Condition: unknown) => ({ ...allow, Condition })
const compile = (kind: PolicyKind, statement: unknown) =>
  compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), kind)

describe('a document that IAM refuses, or that cannot be evaluated, is refused when it is stored', () => {
  test.each<[string, PolicyKind, unknown, string]>([
    ['NotPrincipal', 'resource', { ...allow, NotPrincipal: '*' }, 'the policy element NotPrincipal'],
    ['federated principals', 'trust', { ...trust, Principal: { Federated: 'x' } }, 'principals of type Federated'],
    [
      'a wildcard in a principal',
      'trust',
      { ...trust, Principal: { AWS: 'arn:aws:iam::000000000000:role/*' } },
      'Invalid principal',
    ],
    ['a principal in an identity policy', 'identity', { ...allow, Principal: '*' }, 'should not specify a principal'],
    [
      'no principal in a trust policy',
      'trust',
      { Effect: 'Allow', Action: 'sts:AssumeRole' },
      'must contain a principal',
    ],
    ['a resource in a trust policy', 'trust', { ...trust, Resource: '*' }, 'Has prohibited field Resource'],
    [
      'other actions in a trust policy',
      'trust',
      { ...trust, Action: 's3:GetObject' },
      'may only specify STS AssumeRole actions',
    ],
    ['no resource', 'identity', { Effect: 'Allow', Action: 's3:*' }, 'must contain resources'],
    ['no action', 'identity', { Effect: 'Allow', Resource: '*' }, 'must contain actions'],
    ['Action and NotAction', 'identity', { ...allow, NotAction: 's3:*' }, 'names its actions twice'],
    ['an action without a service', 'identity', { ...allow, Action: 'GetItem' }, 'must be prefaced by a vendor'],
    ['a resource that is no ARN', 'identity', { ...allow, Resource: 'orders' }, 'must be in ARN format'],
    ['another effect', 'identity', { ...allow, Effect: 'allow' }, 'Effect'],
    ['an unknown element', 'identity', { ...allow, Actions: 'x' }, 'Syntax errors'],
    [
      'the same Sid twice',
      'identity',
      [
        { ...allow, Sid: 'A' },
        { ...allow, Sid: 'A' },
      ],
      'must be unique',
    ],
    [
      'an operator with another case',
      'identity',
      condition({ stringequals: { 'aws:userid': 'x' } }),
      'Invalid Condition type',
    ],
    [
      'an unknown qualifier',
      'identity',
      condition({ 'ForSomeValues:StringEquals': { 'aws:userid': 'x' } }),
      'Invalid Condition type',
    ],
    ['NullIfExists', 'identity', condition({ NullIfExists: { 'aws:userid': 'true' } }), 'Invalid Condition type'],
    [
      'an unknown key',
      'identity',
      condition({ StringEquals: { 'aws:SourceVpc': 'x' } }),
      'the condition key aws:SourceVpc',
    ],
    ['an unknown key in Null', 'identity', condition({ Null: { 'x:y': 'true' } }), 'the condition key x:y'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['an unknown variable', 'identity', { ...allow, Resource: 'arn:aws:s3:::${x:y}' }, 'the condition key x:y'],
    ['a variable that is not closed', 'identity', { ...allow, Resource: 'arn:aws:s3:::${aws:userid' }, 'is not closed'],
    ['a bad number', 'identity', condition({ NumericEquals: { 'aws:EpochTime': 'x' } }), 'Invalid Numeric value'],
    ['a bad date', 'identity', condition({ DateEquals: { 'aws:CurrentTime': 'tomorrow' } }), 'Invalid Date value'],
    [
      'a bad range',
      'identity',
      condition({ IpAddress: { 'aws:PrincipalTag/ip': '10.0.0.0/33' } }),
      'Invalid IP address range',
    ],
    ['a bad Bool', 'identity', condition({ Bool: { 'aws:SecureTransport': 'yes' } }), 'Invalid Bool value'],
    ['a bad Null', 'identity', condition({ Null: { 'aws:userid': 'yes' } }), 'Invalid Null value'],
    [
      'half an ARN in a condition',
      'identity',
      condition({ ArnLike: { 'aws:SourceArn': 'arn:aws:sqs' } }),
      'is not an ARN',
    ],
    ['a key that JavaScript hides', 'identity', condition(JSON.parse('{"__proto__":{"aws:userid":"x"}}')), '__proto__'],
    ['an empty list', 'identity', { ...allow, Action: [] }, 'Syntax errors'],
  ])('%s', (_name, kind, statement, message) => {
    expect(() => compile(kind, statement)).toThrow(message)
  })

  test('text that is no JSON', () => {
    expect(() => compilePolicy('{', 'identity')).toThrow('invalid Json')
  })
})

test('a compiled policy is evaluated without being parsed again', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const value = '${aws:PrincipalTag/TenantId}-*'
  const identity = [compile('identity', condition({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': value } }))]
  const lookup = contextLookup({ 'aws:PrincipalTag/TenantId': 'abc', 'dynamodb:LeadingKeys': ['abc-0'] })
  const request = { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/a', lookup }
  const parsed = vi.spyOn(JSON, 'parse')
  evaluate({ identity, boundary: null, session: null, resource: null }, request)
  expect(parsed).not.toHaveBeenCalled()
  parsed.mockRestore()
})
