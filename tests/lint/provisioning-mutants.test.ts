import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { violations } from '@tenantry/cli/lint/lint.ts'
import { listOf, parseTemplate } from '@tenantry/cli/lint/template.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { beforeEach, describe, expect, test } from 'vitest'

// What keeps a workflow that makes silos from making anything else is in three statements of two roles. Each condition is taken away in turn: the lint, which
// every template passes before it is deployed, must find it.
const { directory } = await assembly()

interface Statement {
  Sid?: string
  Action: string | string[]
  Resource: unknown
  Condition?: Record<string, Record<string, unknown>>
}
interface Mutant {
  name: string
  stack: 'ControlPlane' | 'Releases'
  /** Of the statement that is changed. */
  action: string
  change(statement: Statement): void
}

const ANY_URL = 'https://*'
const without = (operator: string, key: string) => (statement: Statement) => {
  delete statement.Condition?.[operator]?.[key]
}
const valued = (operator: string, key: string, value: string) => (statement: Statement) => {
  statement.Condition = { ...statement.Condition, [operator]: { ...statement.Condition?.[operator], [key]: value } }
}
const anywhere = (statement: Statement) => {
  statement.Resource = '*'
}
/** A condition that a request without the key meets. */
const ifExists = (statement: Statement) => {
  const { StringEquals = {}, ...others } = statement.Condition ?? {}
  statement.Condition = { ...others, StringEqualsIfExists: StringEquals }
}

const BOUNDARY = 'iam:PermissionsBoundary'
const SERVICE = 'iam:PassedToService'
const MUTANTS: Mutant[] = [
  {
    name: 'roles without the boundary',
    stack: 'Releases',
    action: 'iam:CreateRole',
    change: without('StringEquals', BOUNDARY),
  },
  { name: 'roles with the boundary if there is one', stack: 'Releases', action: 'iam:CreateRole', change: ifExists },
  {
    name: 'roles with any boundary',
    stack: 'Releases',
    action: 'iam:CreateRole',
    change: valued('StringEquals', BOUNDARY, '*'),
  },
  { name: 'roles on any path', stack: 'Releases', action: 'iam:CreateRole', change: anywhere },
  {
    name: 'a boundary taken away',
    stack: 'Releases',
    action: 'iam:DeleteRole',
    change: (statement) => {
      statement.Action = [...[statement.Action].flat(), 'iam:DeleteRolePermissionsBoundary']
    },
  },
  {
    name: 'roles of silos handed to any service',
    stack: 'Releases',
    action: 'iam:PassRole',
    change: without('StringEquals', SERVICE),
  },
  { name: 'any role handed to Lambda', stack: 'Releases', action: 'iam:PassRole', change: anywhere },
  {
    name: 'the provisioner handed to any service',
    stack: 'ControlPlane',
    action: 'iam:PassRole',
    change: without('StringEquals', SERVICE),
  },
  { name: 'any role handed to CloudFormation', stack: 'ControlPlane', action: 'iam:PassRole', change: anywhere },
  {
    name: 'stacks of any template',
    stack: 'ControlPlane',
    action: 'cloudformation:CreateStack',
    change: without('StringLike', 'cloudformation:TemplateUrl'),
  },
  {
    name: 'stacks of templates of any bucket',
    stack: 'ControlPlane',
    action: 'cloudformation:CreateStack',
    change: valued('StringLike', 'cloudformation:TemplateUrl', ANY_URL),
  },
  {
    name: 'stacks by any role',
    stack: 'ControlPlane',
    action: 'cloudformation:CreateStack',
    change: without('StringEquals', 'cloudformation:RoleArn'),
  },
]

describe.each(['ControlPlane', 'Releases'] as const)('%s', (stack) => {
  let json: { Resources: Record<string, { Type: string; Properties: { Policies?: unknown } }> }
  beforeEach(() => {
    json = JSON.parse(readFileSync(join(directory, `${stack}.template.json`), 'utf8'))
  })
  const found = () => violations(parseTemplate(stack, json)).filter(({ rule }) => rule === 'rights-by-proxy')
  const statementsOn = (action: string): Statement[] =>
    Object.values(json.Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .flatMap(({ Properties }) => listOf(Properties.Policies))
      .flatMap((policy) => (policy as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes(action))

  test('nothing that was released is found', () => {
    expect(found()).toEqual([])
  })

  test.each(MUTANTS.filter((mutant) => mutant.stack === stack))('the lint finds: $name', ({ action, change }) => {
    const statements = statementsOn(action)
    expect(statements.length).toBeGreaterThan(0)
    for (const statement of statements) change(statement)
    expect(found().length).toBeGreaterThanOrEqual(statements.length)
  })
})
