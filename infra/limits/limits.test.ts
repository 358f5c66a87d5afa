import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exceededLimits } from './check-limits.ts'
import { LIMITS } from './limits.ts'
import { synthesizedTemplate } from './synthesized-template.ts'

type Resources = Record<string, { Type: string; Properties?: object }>

/** For each limit, a template that uses `n` of it, give or take what surrounds it. */
const USING: Record<string, (n: number) => Resources> = {
  'resources of a stack': (n) => many(n, { Type: 'AWS::X::Y' }),
  'trust policy of a role': (n) => role({ AssumeRolePolicyDocument: ofLength(n) }),
  'inline policies of a role': (n) => ({
    ...role({ AssumeRolePolicyDocument: {}, Policies: [{ PolicyDocument: ofLength(n - 100) }] }),
    Beside: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: ofLength(100) } },
  }),
  'managed policy': (n) => ({ It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: ofLength(n) } } }),
  'answer of an authorizer': (n) => {
    const patterns = (length: number) => JSON.stringify({ TenantAdmin: { allow: ['x'.repeat(length)], deny: [] } })
    const [empty] = usesOf('answer of an authorizer', lambda({ ROUTE_PATTERNS: patterns(0) }))
    return lambda({ ROUTE_PATTERNS: patterns(n - (empty ?? 0)) })
  },
  'environment of a function': (n) => lambda({ A: 'x'.repeat(n - '{"A":""}'.length) }),
  'name of a function': (n) => ({ It: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'x'.repeat(n) } } }),
  'name of a queue': (n) => ({ It: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'x'.repeat(n) } } }),
  'value of an SSM parameter': (n) => ({ It: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x'.repeat(n) } } }),
  'event pattern of a rule': (n) => ({ It: { Type: 'AWS::Events::Rule', Properties: { EventPattern: ofLength(n) } } }),
  'rules of an event bus': (n) => many(n, { Type: 'AWS::Events::Rule', Properties: { EventBusName: 'bus' } }),
  'resources of an API': (n) =>
    many(n, { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Api' } } }),
  'local indexes of a table': (n) => ({
    It: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { LocalSecondaryIndexes: Array(n).fill({}) } },
  }),
}

const many = (n: number, resource: Resources[string]): Resources =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`It${i}`, resource]))
const role = (Properties: object): Resources => ({ Role: { Type: 'AWS::IAM::Role', Properties } })
const lambda = (Variables: object): Resources => ({
  It: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables } } },
})
/** Something of which the JSON has so many characters. */
const ofLength = (n: number) => ({ a: 'x'.repeat(n - '{"a":""}'.length) })
const templateOf = (Resources: Resources) => synthesizedTemplate('stack', { Resources })

function usesOf(name: string, resources: Resources): number[] {
  const limit = LIMITS.find((one) => one.name === name)
  if (!limit) throw new Error(`There is no limit ${name}`)
  return limit.measure([templateOf(resources)]).map(({ used }) => used)
}

test.each(LIMITS)(
  '$name: as much as AWS takes passes, and one more is refused with the limit, its page and what to do',
  (limit) => {
    const { name, max, page, fix } = limit
    const using = USING[name]
    if (!using) throw new Error(`Nothing here uses ${name}`)
    const about = (n: number) => exceededLimits([templateOf(using(n))]).filter((line) => line.includes(`: ${name}: `))
    expect(about(max)).toEqual([])
    const [line, ...more] = about(max + 1)
    expect(more).toEqual([])
    expect(line).toMatch(/^(stack|bus "bus")/)
    for (const part of [String(max), String(max + 1), page, fix]) expect(line).toContain(part)
  },
)

test('every limit is in the guide, with its number and the page of AWS', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/limits.md'), 'utf8')
  const missing = LIMITS.filter(
    ({ name, max, page }) =>
      !guide.split('\n').some((row) => [name, max.toLocaleString('en'), page].every((part) => row.includes(part))),
  )
  expect(missing.map(({ name }) => name)).toEqual([])
})
