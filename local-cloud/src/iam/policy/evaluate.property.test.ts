import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile-policy.ts'
import { contextLookup } from './context-lookup.ts'
import { evaluate, type Policies } from './evaluate.ts'
import type { Policy } from './policy.ts'

const actions = ['dynamodb:GetItem', 'dynamodb:Query', 's3:GetObject']
const resources = ['arn:aws:dynamodb:us-east-1:000000000000:table/a', 'arn:aws:s3:::b/c']
const keys = ['t1-0', 't1-1', 't2-0']

const condition = fc.oneof(
  fc.record({
    'ForAllValues:StringLike': fc.record({ 'dynamodb:LeadingKeys': fc.subarray(['t1-*', 't2-*'], { minLength: 1 }) }),
  }),
  fc.record({ Null: fc.record({ 'dynamodb:LeadingKeys': fc.constantFrom('true', 'false') }) }),
  fc.record({ StringNotEquals: fc.record({ 'aws:PrincipalTag/team': fc.constantFrom('red', 'blue') }) }),
)
const statement = (effect: fc.Arbitrary<string>) =>
  fc
    .tuple(
      effect,
      fc.constantFrom('Action', 'NotAction'),
      fc.subarray([...actions, 'dynamodb:*', '*'], { minLength: 1 }),
      fc.constantFrom('Resource', 'NotResource'),
      fc.subarray([...resources, 'arn:aws:s3:::*', '*'], { minLength: 1 }),
      fc.option(condition, { nil: undefined }),
    )
    .map(([Effect, action, Actions, resource, Resources, Condition]) => ({
      Effect,
      [action]: Actions,
      [resource]: Resources,
      Condition,
    }))
const document = fc.array(statement(fc.constantFrom('Allow', 'Allow', 'Deny')), { minLength: 1, maxLength: 4 })
const request = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  lookup: fc
    .record({
      'dynamodb:LeadingKeys': fc.option(fc.subarray(keys), { nil: undefined }),
      'aws:PrincipalTag/team': fc.option(fc.constantFrom('red', 'green'), { nil: undefined }),
    })
    .map((context) => contextLookup(context)),
})

const compile = (statements: object[]): Policy =>
  compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'identity')
const identity = (...policies: Policy[]): Policies => ({
  identity: policies,
  boundary: null,
  session: null,
  resource: null,
})

test('an explicit deny wins over everything that allows', () => {
  fc.assert(
    fc.property(document, request, (statements, asked) => {
      const deny = { Effect: 'Deny', Action: asked.action, Resource: '*' }
      const decision = evaluate(identity(compile(statements), compile([deny])), asked)
      expect(decision).toMatchObject({ allowed: false, explicit: true })
    }),
  )
})

test('a session policy or a boundary never allows more', () => {
  fc.assert(
    fc.property(document, document, document, request, (own, boundary, session, asked) => {
      const without = evaluate(identity(compile(own)), asked)
      const policies = { ...identity(compile(own)), boundary: compile(boundary), session: compile(session) }
      if (evaluate(policies, asked).allowed) expect(without.allowed).toBe(true)
    }),
  )
})

test('neither the order of statements nor their division into policies matters', () => {
  fc.assert(
    fc.property(document, request, (statements, asked) => {
      const whole = evaluate(identity(compile(statements)), asked)
      const reversed = evaluate(identity(compile(statements.toReversed())), asked)
      const divided = evaluate(identity(...statements.map((one) => compile([one]))), asked)
      expect(reversed).toEqual(whole)
      expect(divided).toEqual(whole)
    }),
  )
})

test('an allow needs a statement that allows', () => {
  fc.assert(
    fc.property(fc.array(statement(fc.constant('Deny')), { minLength: 1 }), request, (statements, asked) => {
      expect(evaluate(identity(compile(statements)), asked).allowed).toBe(false)
    }),
  )
})

test('an unknown operator or condition key is an error when the policy is stored', () => {
  const withCondition = (Condition: object) => () =>
    compile([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }])
  const known = /^(ForA(ll|ny)Values?:)?(String|Numeric|Date|Bool|Binary|IpAddress|NotIp|Arn|Null)/
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      fc.pre(!known.test(name))
      expect(withCondition({ [name]: { 'aws:userid': 'x' } })).toThrow('Invalid Condition type')
    }),
  )
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(withCondition({ StringEquals: { [`aws:unknown${name}`]: 'x' } })).toThrow(
        'does not support the condition key',
      )
    }),
  )
})
