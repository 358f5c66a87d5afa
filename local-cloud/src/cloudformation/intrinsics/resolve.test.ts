import { describe, expect, test } from 'vitest'
import { parseTemplate } from '../template.ts'
import { templateScope } from '../template-scope.ts'
import { references } from './resolve.ts'

function evaluate(value: unknown, template: object = {}) {
  const scope = templateScope({
    template: parseTemplate(JSON.stringify({ Resources: {}, ...template })),
    parameters: {
      Stage: { input: 'prod', value: 'prod', noEcho: false },
      Zones: { input: 'a, b', value: ['a', 'b'], noEcho: false },
    },
    pseudo: { 'AWS::Region': 'us-east-1', 'AWS::AccountId': '000000000000', 'AWS::NotificationARNs': [] },
    deployed: (id) =>
      id === 'Queue'
        ? {
            physicalId: 'q-1',
            ref: 'https://q',
            attributes: { Arn: 'arn:q', Endpoint: { Address: 'host' } },
            type: 'T',
          }
        : undefined,
    exported: (name) => (name === 'base:Bus' ? 'the-bus' : undefined),
  })
  return scope.resolve(value)
}

describe('Ref', () => {
  test('gives a resource’s documented reference, a parameter’s value and a pseudo parameter', () => {
    expect(evaluate([{ Ref: 'Queue' }, { Ref: 'Zones' }, { Ref: 'AWS::Region' }])).toEqual([
      'https://q',
      ['a', 'b'],
      'us-east-1',
    ])
  })
  test('to AWS::NoValue takes the property or the list element away', () => {
    expect(evaluate({ A: { Ref: 'AWS::NoValue' }, B: [{ Ref: 'AWS::NoValue' }, 1] })).toEqual({ B: [1] })
  })
  test('to AWS::NotificationARNs gives a list, empty as there are no notifications here', () => {
    expect(evaluate({ Ref: 'AWS::NotificationARNs' })).toEqual([])
  })
  test('to nothing that exists fails by name', () => {
    expect(() => evaluate({ Ref: 'Gone' })).toThrow('Unresolved resource dependencies [Gone]')
  })
})

describe('Fn::GetAtt', () => {
  test('reads attributes in list and in dotted form, also nested ones', () => {
    expect(evaluate([{ 'Fn::GetAtt': ['Queue', 'Arn'] }, { 'Fn::GetAtt': 'Queue.Endpoint.Address' }])).toEqual([
      'arn:q',
      'host',
    ])
  })
  test('names an attribute that the resource does not have', () => {
    expect(() => evaluate({ 'Fn::GetAtt': ['Queue', 'Colour'] })).toThrow('does not support attribute type Colour')
  })
})

describe('Fn::Sub', () => {
  test('replaces references, attributes and own variables, and leaves literals', () => {
    const text = '$' + '{Queue.Arn}/$' + '{Stage}/$' + '{Own}/$' + '{!Kept}'
    expect(evaluate({ 'Fn::Sub': [text, { Own: { Ref: 'AWS::AccountId' } }] })).toBe(
      'arn:q/prod/000000000000/$' + '{Kept}',
    )
  })
})

describe('lists', () => {
  test('Join, Split and Select nest', () => {
    expect(
      evaluate({ 'Fn::Join': ['-', [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, { Ref: 'Stage' }]] }),
    ).toBe('b-prod')
    expect(evaluate({ 'Fn::Join': [',', { Ref: 'Zones' }] })).toBe('a,b')
  })
  test('Select outside of the list fails', () => {
    expect(() => evaluate({ 'Fn::Select': [2, { Ref: 'Zones' }] })).toThrow('nonexistent value at index 2')
  })
})

describe('conditions', () => {
  const Conditions = {
    Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    Test: { 'Fn::Not': [{ Condition: 'Prod' }] },
    Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
    Either: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
  }
  const value = (name: string) => evaluate({ 'Fn::If': [name, 'yes', { Ref: 'NeverCreated' }] }, { Conditions })
  test('Equals, Not, And, Or decide, and only the branch that is taken is evaluated', () => {
    expect([value('Prod'), value('Either')]).toEqual(['yes', 'yes'])
    expect(evaluate({ 'Fn::If': ['Both', { Ref: 'NeverCreated' }, 'no'] }, { Conditions })).toBe('no')
  })
  test('that depend on themselves are named', () => {
    expect(() => value('Loop')).toThrow('Circular dependency between conditions: [Loop, Loop]')
  })
})

test('FindInMap, ImportValue, Base64 and ToJsonString give their values', () => {
  const Mappings = { Tiers: { Basic: { rate: 50 } } }
  expect(evaluate({ 'Fn::FindInMap': ['Tiers', 'Basic', 'rate'] }, { Mappings })).toBe(50)
  expect(() => evaluate({ 'Fn::FindInMap': ['Tiers', 'Gold', 'rate'] }, { Mappings })).toThrow(
    'Unable to get mapping for Tiers::Gold::rate',
  )
  expect(evaluate({ 'Fn::ImportValue': 'base:Bus' })).toBe('the-bus')
  expect(() => evaluate({ 'Fn::ImportValue': 'x' })).toThrow('No export named x found.')
  expect(evaluate({ 'Fn::Base64': { Ref: 'Stage' } })).toBe('cHJvZA==')
})

test('Fn::ToJsonString and the DefaultValue of Fn::FindInMap come with the transform AWS::LanguageExtensions, and not without', () => {
  const Mappings = { Tiers: { Basic: { rate: 50 } } }
  const json = { 'Fn::ToJsonString': { a: { Ref: 'Stage' } } }
  const found = { 'Fn::FindInMap': ['Tiers', 'Gold', 'rate', { DefaultValue: { Ref: 'Stage' } }] }
  expect(evaluate([json, found], { Mappings, Transform: ['AWS::LanguageExtensions'] })).toEqual([
    '{"a":"prod"}',
    'prod',
  ])
  expect(() => evaluate(json)).toThrow('AWS::LanguageExtensions')
  expect(() => evaluate(found, { Mappings })).toThrow('AWS::LanguageExtensions')
})

test('functions and dynamic references that are not supported fail by name', () => {
  expect(() => evaluate({ 'Fn::GetAZs': '' })).toThrow('the intrinsic function Fn::GetAZs')
  expect(() => evaluate('{{resolve:secretsmanager:x}}')).toThrow('{{resolve:secretsmanager:')
  expect(() => evaluate({ 'Fn::And': [true, true] })).toThrow('the intrinsic function Fn::And')
})

test('an object that merely has a key Ref or Condition beside others is left alone', () => {
  expect(evaluate({ Effect: 'Allow', Condition: { Null: { x: 'true' } } })).toEqual({
    Effect: 'Allow',
    Condition: { Null: { x: 'true' } },
  })
})

test('references are found in Ref, GetAtt, Sub and DependsOn positions, wherever they nest', () => {
  const text = '$' + '{C.Arn}$' + '{Own}$' + '{!No}'
  const value = {
    a: [{ Ref: 'A' }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['B', 'Arn'] }]] }],
    b: { 'Fn::Sub': [text, { Own: { Ref: 'D' } }] },
  }
  expect([...references(value, () => undefined)].sort()).toEqual(['A', 'B', 'C', 'D'])
})

test('a branch of Fn::If is depended on when it is taken', () => {
  const value = { 'Fn::If': ['Prod', { Ref: 'A' }, { 'Fn::GetAtt': 'B.Arn' }] }
  expect([...references(value, () => true)]).toEqual(['A'])
  expect([...references(value, () => false)]).toEqual(['B'])
  expect([...references(value, () => undefined)]).toEqual([])
})
