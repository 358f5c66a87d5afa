import { expect, test } from 'vitest'
import { compilePolicy } from './policy.ts'

const ARN = 'arn:aws:execute-api:us-east-1:000000000000:abc/v1'
const statement = (Effect: string, Resource: string | string[], Action = 'execute-api:Invoke') => ({
  Effect,
  Resource,
  Action,
})
const policy = (...Statement: object[]) => compilePolicy({ Version: '2012-10-17', Statement })

test('only what a statement names is allowed', () => {
  const verdict = policy(statement('Allow', [`${ARN}/GET/orders`, `${ARN}/GET/orders/*`]))
  expect(verdict(`${ARN}/GET/orders`)).toBe('allow')
  expect(verdict(`${ARN}/GET/orders/1`)).toBe('allow')
  expect(verdict(`${ARN}/POST/orders`)).toBe('no-match')
  expect(verdict(`${ARN}/GET/ordersX`)).toBe('no-match')
})

test('an explicit deny wins over any allow', () => {
  const verdict = policy(statement('Allow', '*'), statement('Deny', `${ARN}/*/users*`))
  expect(verdict(`${ARN}/GET/users/1`)).toBe('explicit-deny')
  expect(verdict(`${ARN}/GET/orders`)).toBe('allow')
})

test('wildcards stand for any characters in resource and action, and nothing else does', () => {
  const verdict = policy(statement('Allow', `${ARN}/G?T/a.b/*/c`, 'execute-api:*'))
  expect(verdict(`${ARN}/GET/a.b/x/y/c`)).toBe('allow')
  expect(verdict(`${ARN}/GET/aXb/x/c`)).toBe('no-match')
  expect(policy(statement('Allow', '*', 'execute-api:ManageConnections'))(`${ARN}/GET/`)).toBe('no-match')
})

test.each([
  [{}],
  [{ Statement: ['Allow'] }],
  [{ Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] }],
  [{ Statement: [{ Effect: 'Allow', Action: '*' }] }],
  [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: {} }] }],
  ['Allow'],
])('a policy that is not understood is refused: %j', (document) => {
  expect(() => compilePolicy(document)).toThrow()
})
