import { describe, expect, test } from 'vitest'
import { OPERATOR_CASES } from './cases/operator-cases.ts'
import { POLICY_SET_CASES, type PolicySetCase } from './cases/policy-set-cases.ts'
import { PRESENCE_CASES } from './cases/presence-cases.ts'
import { STATEMENT_CASES } from './cases/statement-cases.ts'
import { TRUST_CASES } from './cases/trust-cases.ts'
import { compilePolicy } from './compile-policy.ts'
import { contextLookup } from './context-lookup.ts'
import { evaluate } from './evaluate.ts'

const CONDITION_CASES = [...OPERATOR_CASES, ...PRESENCE_CASES]
const only = { boundary: null, session: null, resource: null }
const policy = (Statement: unknown, Version = '2012-10-17') =>
  compilePolicy(JSON.stringify({ Version, Statement }), 'identity')

describe('condition operators hold exactly when AWS documents it', () => {
  test.each(CONDITION_CASES)('$says: $condition on $keys ($page)', ({ condition, keys, holds }) => {
    const identity = [policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition })]
    const request = { action: 'dynamodb:Query', resource: '*', lookup: contextLookup(keys) }
    expect(evaluate({ ...only, identity }, request).allowed).toBe(holds)
  })
})

describe('policy elements and variables match exactly what AWS documents', () => {
  test.each(STATEMENT_CASES)('$says: $statement ($page)', ({ statement, version, request, allowed }) => {
    const { action, resource, keys } = request
    const decision = evaluate(
      { ...only, identity: [policy(statement, version)] },
      { action, resource, lookup: contextLookup(keys) },
    )
    expect(decision.allowed).toBe(allowed)
  })
})

describe('policies of several types combine as AWS documents', () => {
  const account = '000000000000'
  const caller = {
    kind: 'session',
    sessionArn: `arn:aws:sts::${account}:assumed-role/app/s1`,
    roleArn: `arn:aws:iam::${account}:role/app`,
    roleId: 'AROAAPPAPPAPPAPPAPPAP',
    accountId: account,
  } as const
  const names = {
    session: caller.sessionArn,
    role: caller.roleArn,
    account: `arn:aws:iam::${account}:root`,
    nobody: `arn:aws:iam::${account}:role/other`,
  }
  const statement = (says: string) => ({
    Effect: says === 'deny' ? 'Deny' : 'Allow',
    Action: says === 'nothing' ? 'sts:GetFederationToken' : 'sts:AssumeRole',
    Resource: '*',
  })
  const optional = (says: string | undefined) => (says === undefined ? null : policy(statement(says)))
  const resourceOf = (given: PolicySetCase['resource']) => {
    if (!given) return null
    const { Resource, ...rest } = statement(given.says)
    const principal = { Principal: { AWS: names[given.names] } }
    const Statement = given.trust ? { ...rest, ...principal } : { ...rest, ...principal, Resource }
    const type = given.trust ? ('role trust policy' as const) : ('resource-based policy' as const)
    return { type, policy: compilePolicy(JSON.stringify({ Statement }), given.trust ? 'trust' : 'resource'), caller }
  }

  test.each(POLICY_SET_CASES)('%j', ({ identity, boundary, session, resource, expected }) => {
    const decision = evaluate(
      {
        identity: identity.map((says) => policy(statement(says))),
        boundary: optional(boundary),
        session: optional(session),
        resource: resourceOf(resource),
      },
      { action: 'sts:AssumeRole', resource: names.nobody, lookup: contextLookup({}) },
    )
    const found = decision.allowed ? 'allowed' : `${decision.explicit ? 'explicit' : 'implicit'} ${decision.policyType}`
    expect(found).toBe(expected)
  })
})

describe('a trust policy lets in whom AWS documents, and nobody else', () => {
  test.each(TRUST_CASES)('$says ($page)', ({ statement, caller, keys, allowed }) => {
    const policy = compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'trust')
    const decision = evaluate(
      { identity: [], boundary: null, session: null, resource: { type: 'role trust policy', policy, caller } },
      { action: 'sts:AssumeRole', resource: 'arn:aws:iam::000000000000:role/target', lookup: contextLookup(keys) },
    )
    expect(decision.allowed).toBe(allowed)
  })
})

test('at least 150 cases have the outcome that a page of AWS gives', () => {
  const cases = [...CONDITION_CASES, ...STATEMENT_CASES, ...TRUST_CASES]
  expect(cases.length + POLICY_SET_CASES.length).toBeGreaterThanOrEqual(150)
  for (const { page } of cases) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/IAM\//)
})

test('several values without a set operator are an error, never an allow', () => {
  const identity = [
    policy({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'a' } },
    }),
  ]
  const lookup = contextLookup({ 'dynamodb:LeadingKeys': ['a', 'b'] })
  expect(() => evaluate({ ...only, identity }, { action: 'dynamodb:Query', resource: '*', lookup })).toThrow(
    'ForAllValues or ForAnyValue on several dynamodb:LeadingKeys',
  )
})
