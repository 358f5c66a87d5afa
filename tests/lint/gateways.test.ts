import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { beforeAll, expect, test } from 'vitest'

interface Resource {
  Type: string
  Properties: Record<string, unknown>
}
interface Template {
  Parameters?: Record<string, { Default?: unknown; MaxValue?: unknown }>
  Resources: Record<string, Resource>
}

let templates: Template[]
beforeAll(async () => {
  const { directory } = await assembly()
  templates = ['AppPlane', 'ControlPlane'].map((name) =>
    JSON.parse(readFileSync(join(directory, `${name}.template.json`), 'utf8')),
  )
})

const all = (type: string): { template: Template; Properties: Resource['Properties'] }[] =>
  templates.flatMap((template) =>
    Object.values(template.Resources).flatMap(({ Type, Properties }) =>
      Type === type ? [{ template, Properties }] : [],
    ),
  )

test('whatever cannot be a token reaches no authorizer', () => {
  const authorizers = all('AWS::ApiGateway::Authorizer')
  expect(authorizers).toHaveLength(3)
  for (const { Properties } of authorizers) {
    const expression = new RegExp(`^(?:${Properties.IdentityValidationExpression})$`)
    expect(expression.test('Bearer aaa.bbb-_.ccc')).toBe(true)
    for (const garbage of ['', 'Bearer', 'Bearer x', 'Basic aaa.bbb.ccc', `Bearer ${'a'.repeat(9000)}`])
      expect(expression.test(garbage), garbage.slice(0, 20)).toBe(false)
  }
})

test('no stage may take all that API Gateway gives the account', () => {
  const stages = all('AWS::ApiGateway::Stage')
  expect(stages).toHaveLength(2)
  for (const { template, Properties } of stages) {
    const [settings] = Properties.MethodSettings as Record<string, unknown>[]
    const settingOf = (setting: unknown): number => {
      const { Ref = '' } = Object(setting)
      return Number(Ref === '' ? setting : template.Parameters?.[Ref]?.Default)
    }
    expect(settings).toMatchObject({ HttpMethod: '*', ResourcePath: '/*' })
    expect(settingOf(settings?.ThrottlingRateLimit)).toBeLessThan(10_000)
    expect(settingOf(settings?.ThrottlingBurstLimit)).toBeLessThan(5_000)
  }
})

test('concurrency is reserved only where a deployment asks for it', () => {
  const [template] = templates
  expect(template?.Parameters?.ReservedConcurrency).toMatchObject({ Default: 0 })
  const reserving = all('AWS::Lambda::Function').filter(({ Properties }) => Properties.ReservedConcurrentExecutions)
  expect(reserving.length).toBeGreaterThanOrEqual(4)
  for (const { Properties } of reserving)
    expect(Properties.ReservedConcurrentExecutions).toEqual({
      'Fn::If': ['ReservesConcurrency', { Ref: 'ReservedConcurrency' }, { Ref: 'AWS::NoValue' }],
    })
})

test('the account keeps a role by which API Gateway writes logs, where it has one', async () => {
  const { directory } = await assembly()
  const { Resources, Conditions } = JSON.parse(readFileSync(join(directory, 'Base.template.json'), 'utf8'))
  const accounts = Object.values<{ Type: string; Condition?: string }>(Resources).filter(
    ({ Type }) => Type === 'AWS::ApiGateway::Account' || Type === 'AWS::IAM::Role',
  )
  expect(accounts.map(({ Condition }) => Condition)).toEqual(['MakesLoggingRole', 'MakesLoggingRole'])
  expect(Conditions.MakesLoggingRole).toEqual({ 'Fn::Equals': [{ Ref: 'LoggingRoleExists' }, 'false'] })
})
