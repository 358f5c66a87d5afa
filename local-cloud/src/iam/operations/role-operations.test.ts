import { expect, test } from 'vitest'
import { runOperation } from '../../core/run-operation.ts'
import { allowAll, callBy, iamFixture, roleArn } from '../iam-fixture.ts'

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'

function operations() {
  const cloud = iamFixture()
  const Policies = [{ PolicyName: 'inline', PolicyDocument: allowAll('s3:*') }]
  for (const name of ['a', 'b', 'c']) cloud.role(name, { Policies, ManagedPolicyArns: [BASIC] })
  // biome-ignore lint/suspicious/noExplicitAny: the tests say which members they expect
  return (name: string, input: Record<string, string>): any => {
    return runOperation(cloud.api, name, input, callBy({ kind: 'anonymous' }))
  }
}

test('a role and its policies read as they were written', () => {
  const run = operations()
  const { Role } = run('GetRole', { RoleName: 'a' })
  expect(Role).toMatchObject({ RoleName: 'a', Arn: roleArn('a'), Path: '/', MaxSessionDuration: 3600 })
  expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toContain('lambda.amazonaws.com')
  expect(run('ListRolePolicies', { RoleName: 'a' })).toEqual({ PolicyNames: ['inline'], IsTruncated: false })
  const { PolicyDocument } = run('GetRolePolicy', { RoleName: 'a', PolicyName: 'inline' })
  expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(allowAll('s3:*'))
  expect(run('ListAttachedRolePolicies', { RoleName: 'a' }).AttachedPolicies).toEqual([
    { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC },
  ])
})

test('lists are paged by markers', () => {
  const run = operations()
  const first = run('ListRoles', { MaxItems: '2' })
  expect(first).toMatchObject({ Roles: [{ RoleName: 'a' }, { RoleName: 'b' }], IsTruncated: true })
  expect(run('ListRoles', { Marker: first.Marker })).toMatchObject({ Roles: [{ RoleName: 'c' }], IsTruncated: false })
})

test('a role or policy that does not exist is NoSuchEntity', () => {
  const run = operations()
  expect(() => run('GetRole', { RoleName: 'z' })).toThrow('The role with name z cannot be found.')
  expect(() => run('GetRolePolicy', { RoleName: 'a', PolicyName: 'z' })).toThrow(
    'The role policy with name z cannot be found.',
  )
})
