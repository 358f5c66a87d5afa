import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityStatements, type Statement } from '@tenantry/cli/lint/statements.ts'
import { isKeyedBy, ofType, parseTemplate, textOf } from '@tenantry/cli/lint/template.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import type { Identity } from '@tenantry/contracts/deployment.ts'
import { TIER_KEYS } from '@tenantry/contracts/plan.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { beforeAll, describe, expect, test } from 'vitest'

// What the templates of silos promise, whoever makes a stack of them: of a tenant born in one, and of one that has moved there.
const { directory } = await assembly()
const released = readFileSync(join(directory, 'Releases.template.json'), 'utf8')
const STAGE = join(directory, 'assembly-Silo')
interface TemplateJson {
  Resources: Record<string, { Type: string; DeletionPolicy?: string }>
}
let json: TemplateJson
let template: ReturnType<typeof parseTemplate>

/** The one tenant, as policies name it. */
const TENANT = textOf({ Ref: 'TenantId' })
const roles = () => ofType(template, 'AWS::IAM::Role')
const statements = () => identityStatements(template).filter(({ allows }) => allows)
const keysOf = ({ conditions }: Statement): string[] =>
  [...conditions.values()].flatMap((keys) => keys.get('dynamodb:leadingkeys') ?? [])
const onItems = () => statements().filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')))

describe.each<Identity>(['own', 'shared'])('the template of a silo with identity %s', (identity) => {
  beforeAll(() => {
    const file = readdirSync(STAGE).find((name) => name.includes(identity) && name.endsWith('.template.json')) ?? ''
    json = JSON.parse(readFileSync(join(STAGE, file), 'utf8'))
    template = parseTemplate('Silo', json)
  })

  test('it has far fewer resources than a stack may have', () => {
    expect(Object.keys(json.Resources).length).toBeLessThan(250)
  })

  test('every role is below one path, carries the boundary, and is for Lambda alone', () => {
    expect(roles().length).toBe(SERVICES.length + (identity === 'own' ? 7 : 3))
    for (const { Properties } of roles()) {
      expect(Properties.Path).toBe('/tenantry/silo/')
      expect(textOf(Properties.PermissionsBoundary)).toMatch(/:policy\/tenantry\/silo-boundary$/)
      expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain('lambda.amazonaws.com')
      expect(Properties.ManagedPolicyArns).toBeUndefined()
    }
  })

  test('nothing in it assumes a role, or hands one on', () => {
    const actions = statements().flatMap((statement) => statement.actions)
    expect(actions.filter((action) => /^(sts|iam|cloudformation|states):|^\*/.test(action))).toEqual([])
  })

  test('what has keys of tenants is reached under those of its own tenant alone', () => {
    const tables = ofType(template, 'AWS::DynamoDB::GlobalTable')
    const ofTenants = tables.filter((table) =>
      ['shardId', 'partition', 'tenantId', 'trail'].some((key) => isKeyedBy(table, key)),
    )
    expect(ofTenants.length).toBeGreaterThanOrEqual(5)
    const names = ofTenants.map(({ logicalId }) => logicalId)
    const reaching = onItems().filter(({ resources }) =>
      resources.some((text) => names.some((name) => text === `\${${name}.Arn}`)),
    )
    expect(reaching.length).toBeGreaterThan(5)
    for (const statement of reaching) {
      const keys = keysOf(statement).filter((key) => key !== 'false')
      expect(keys.length, statement.resources.join()).toBeGreaterThan(0)
      for (const key of keys) expect(key).toContain(TENANT)
    }
  })

  test('of the pool it reads its own entry of the directory, what tiers give, and what an authorizer must know of people who stay there', () => {
    const own = new Set(Object.keys(json.Resources))
    const foreign = onItems().flatMap((statement) =>
      statement.resources
        .filter((text) => !own.has(/^\$\{(\w+)/.exec(text)?.[1] ?? ''))
        .map((text) => ({ table: text.split('/').at(-1), keys: keysOf(statement).filter((key) => key !== 'false') })),
    )
    expect(foreign.length).toBeGreaterThan(2)
    const [directoryTable, memberships, people] = ['DirectoryTable', 'MembershipsTable', 'PeopleTable'].map((Ref) =>
      textOf({ Ref }),
    )
    const bound = [directoryTable, ...(identity === 'shared' ? [memberships] : [])]
    // Since when sessions of a person are valid is no tenant's.
    const ofPeople = foreign.filter(({ table }) => table === people)
    expect(ofPeople).toEqual(identity === 'shared' ? [{ table: people, keys: [] }] : [])
    const allowed = [
      ...bound.map((table) => ({ table, keys: [TENANT] })),
      { table: directoryTable, keys: [`${TIER_KEYS}*`] },
    ]
    for (const one of foreign.filter((each) => !ofPeople.includes(each))) expect(allowed).toContainEqual(one)
  })

  test('exports are reached below its own tenant alone, by what works for workflows and for people, and by no service', () => {
    const onFiles = statements().filter(({ actions }) => actions.some((action) => action.startsWith('s3:')))
    const bucket = `arn:\${AWS::Partition}:s3:::${textOf({ Ref: 'ExportsBucket' })}`
    for (const { actions, resources, conditions } of onFiles) {
      const lists = actions.includes('s3:ListBucket')
      expect(resources).toEqual([lists ? bucket : `${bucket}/${TENANT}/*`])
      const prefix = conditions.get('stringlike')?.get('s3:prefix')
      expect(prefix).toEqual(lists ? [`${TENANT}/*`] : undefined)
    }
    const reaching = new Set(onFiles.flatMap((statement) => statement.roles.map((role) => role.slice(0, -8))))
    expect([...reaching].sort()).toEqual(identity === 'own' ? ['DataRole', 'ExportsRole'] : ['DataRole'])
  })

  test('everything goes with the stack, and nothing in it is protected', () => {
    for (const [id, { DeletionPolicy }] of Object.entries(json.Resources)) expect(DeletionPolicy, id).toBe('Delete')
    const text = JSON.stringify(json)
    expect(text).not.toMatch(/"DeletionProtectionEnabled":true|"DeletionProtection":"ACTIVE"/)
  })

  test('a function has one permission', () => {
    const functions = ofType(template, 'AWS::Lambda::Permission').map(({ Properties }) =>
      textOf(Properties.FunctionName),
    )
    expect(functions.length).toBeGreaterThan(3)
    expect(new Set(functions).size).toBe(functions.length)
  })

  test('the code of every function, and the template itself, are released', () => {
    const code = ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Code as { S3Key: string })
    for (const { S3Key } of code) {
      expect(S3Key).toMatch(/^code\/[0-9a-f]{64}\.zip$/)
      expect(released).toContain(S3Key.replace('code/', ''))
    }
  })
})
