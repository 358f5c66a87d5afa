import { describe, expect, test } from 'vitest'
import { runOperation } from '../core/run-operation.ts'
import { operationsOf } from '../core/service.ts'
import { callBy, found, iamFixture, resourceContext } from '../iam/iam-fixture.ts'
import { ssmService } from './service.ts'

function ssm(context = iamFixture().context) {
  const parts = ssmService({ context })
  const { api } = parts
  return {
    ...parts,
    context,
    access: (name: string, input: object) => {
      const access = operationsOf(api)[name]?.access
      return typeof access === 'function' ? access(input, callBy({ kind: 'anonymous' })) : []
    },
    // biome-ignore lint/suspicious/noExplicitAny: the tests say which members they expect
    run: (name: string, input: object): any => runOperation(api, name, input, callBy({ kind: 'anonymous' })),
  }
}

test('a parameter is read as it was put, and every write is a new version', () => {
  const { run, ssm: face } = ssm()
  expect(run('PutParameter', { Name: '/app/url', Type: 'String', Value: 'a' })).toEqual({
    Version: 1,
    Tier: 'Standard',
  })
  expect(run('PutParameter', { Name: '/app/url', Value: 'b', Overwrite: true })).toMatchObject({ Version: 2 })
  expect(run('GetParameter', { Name: '/app/url' }).Parameter).toMatchObject({
    Name: '/app/url',
    Type: 'String',
    Value: 'b',
    Version: 2,
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/app/url',
  })
  expect(face.value('/app/url')).toBe('b')
  expect(face.value('/app/none')).toBeUndefined()
})

test('parameters survive a restart', () => {
  const { run, context } = ssm()
  run('PutParameter', { Name: 'a', Type: 'String', Value: '1' })
  expect(ssm(context).ssm.value('a')).toBe('1')
})

test('a path holds its own level, or all below, in pages', () => {
  const { run } = ssm()
  for (const Name of ['/a/1', '/a/2', '/a/b/3', '/ab/4']) run('PutParameter', { Name, Type: 'String', Value: 'x' })
  const names = (input: object) =>
    run('GetParametersByPath', input).Parameters.map(({ Name }: { Name: string }) => Name)
  expect(names({ Path: '/a' })).toEqual(['/a/1', '/a/2'])
  expect(names({ Path: '/a/', Recursive: true })).toEqual(['/a/1', '/a/2', '/a/b/3'])
  const { NextToken } = run('GetParametersByPath', { Path: '/a', Recursive: true, MaxResults: 2 })
  expect(names({ Path: '/a', Recursive: true, NextToken })).toEqual(['/a/b/3'])
})

test('a deleted parameter is gone', () => {
  const { run } = ssm()
  run('PutParameter', { Name: 'a', Type: 'String', Value: '1' })
  run('DeleteParameter', { Name: 'a' })
  expect(() => run('GetParameter', { Name: 'a' })).toThrow('Parameter a not found.')
  expect(() => run('DeleteParameter', { Name: 'a' })).toThrow('Parameter a not found.')
})

describe('what Parameter Store does not accept', () => {
  test.each<[string, object, string]>([
    ['SecureString', { Name: 'x', Type: 'SecureString', Value: 'v' }, 'SecureString parameters'],
    ['a name that exists', { Name: 'taken', Type: 'String', Value: 'v' }, 'The parameter already exists'],
    ['no type', { Name: 'x', Value: 'v' }, 'A parameter type is required'],
    ['a reserved name', { Name: '/aws/x', Type: 'String', Value: 'v' }, 'prefixed with "aws"'],
    ['a long value', { Name: 'x', Type: 'String', Value: 'v'.repeat(4097) }, 'maximum parameter value of 4096'],
    ['16 levels', { Name: '/a'.repeat(16), Type: 'String', Value: 'v' }, 'maximum of 15 levels'],
    [
      'policies',
      { Name: 'x', Type: 'String', Value: 'v', Policies: '[]' },
      'the parameter Policies of ssm:PutParameter',
    ],
  ])('%s', (_name, input, message) => {
    const { run } = ssm()
    run('PutParameter', { Name: 'taken', Type: 'String', Value: 'v' })
    expect(() => run('PutParameter', input)).toThrow(message)
  })
})

test('IAM is asked about the parameter’s ARN', () => {
  const { access } = ssm()
  expect(access('GetParameter', { Name: '/a/b' })).toEqual([
    { action: 'ssm:GetParameter', resource: 'arn:aws:ssm:us-east-1:000000000000:parameter/a/b' },
  ])
})

test('a template’s parameter is made, changed and removed', () => {
  const { resourceTypes, ssm: face } = ssm()
  const type = found(resourceTypes, 'AWS::SSM::Parameter')
  const parse = (Value: string) => type.properties.parse({ Name: '/t', Type: 'String', Value })
  const context = resourceContext('P')
  const deployed = { physicalId: '/t', attributes: { Type: 'String', Value: '1' } }
  expect(type.create(parse('1'), context)).toEqual(deployed)
  type.update(parse('2'), deployed, parse('1'), context)
  expect(face.value('/t')).toBe('2')
  type.delete(deployed, context)
  expect(face.value('/t')).toBeUndefined()
})
