import { expect, test } from 'vitest'
import type { Json } from './json.ts'
import { compilePattern } from './pattern.ts'

const event: Json = {
  source: 'sbt.control.plane',
  'detail-type': 'sbt_aws_onboardingRequest',
  detail: {
    tier: 'Basic',
    count: 7,
    ip: '10.0.0.9',
    tags: ['a', 'b'],
    file: 'img/cat.PNG',
    nothing: null,
    list: [{ k: 1 }, { k: 2 }],
  },
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each<[string, object, boolean]>([
  ['exact', { source: ['sbt.control.plane'] }, true],
  ['one of several', { source: ['x', 'sbt.control.plane'] }, true],
  ['all fields must match', { source: ['sbt.control.plane'], 'detail-type': ['other'] }, false],
  ['null', { detail: { nothing: [null] } }, true],
  ['prefix', { source: [{ prefix: 'sbt.' }] }, true],
  ['prefix without case', { source: [{ prefix: { 'equals-ignore-case': 'SBT.' } }] }, true],
  ['suffix', { detail: { file: [{ suffix: '.png' }] } }, false],
  ['suffix without case', { detail: { file: [{ suffix: { 'equals-ignore-case': '.png' } }] } }, true],
  ['anything-but', { detail: { tier: [{ 'anything-but': ['Premium'] }] } }, true],
  ['anything-but the value', { detail: { tier: [{ 'anything-but': 'Basic' }] } }, false],
  ['anything-but a prefix', { detail: { tier: [{ 'anything-but': { prefix: 'Ba' } }] } }, false],
  ['anything-but on an absent field', { detail: { gone: [{ 'anything-but': 'x' }] } }, false],
  ['numeric range', { detail: { count: [{ numeric: ['>', 0, '<=', 7] }] } }, true],
  ['numeric miss', { detail: { count: [{ numeric: ['=', 8] }] } }, false],
  ['exists', { detail: { tier: [{ exists: true }] } }, true],
  ['does not exist', { detail: { gone: [{ exists: false }] } }, true],
  ['equals-ignore-case', { detail: { tier: [{ 'equals-ignore-case': 'BASIC' }] } }, true],
  ['wildcard', { detail: { file: [{ wildcard: 'img/*.PNG' }] } }, true],
  ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
  ['cidr miss', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
  ['a member of a list', { detail: { tags: ['b'] } }, true],
  ['an object in a list', { detail: { list: { k: [2] } } }, true],
  ['$or', { $or: [{ source: ['x'] }, { detail: { count: [7] } }] }, true],
])('%s', (_name, pattern, expected) => {
  expect(compilePattern(pattern)(event)).toBe(expected)
})

test.each<[string, unknown]>([
  ['an empty pattern', {}],
  ['a bare value', { source: 'x' }],
  ['an unknown operator', { source: [{ like: 'x' }] }],
  ['two operators at once', { source: [{ prefix: 'x', suffix: 'y' }] }],
  ['an unknown comparison', { count: [{ numeric: ['!=', 1] }] }],
])('%s is refused by name', (_name, pattern) => {
  expect(() => compilePattern(pattern)).toThrow(/Event pattern is not valid/)
})
