import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conditionValues, covers, identityStatements, matches } from '@tenantry/cli/lint/statements.ts'
import { isKeyedBy, member, ofType, parseTemplate } from '@tenantry/cli/lint/template.ts'
import { tenantRoles } from '@tenantry/cli/lint/tenant-roles.ts'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { pascalCase } from '@tenantry/infra/foundation/pascal-case.ts'
import { expect, test } from 'vitest'

// That no role changes or deletes a record, and that each writes in one name, the rule audit-append-only says of every template. This says whose name.
const { directory } = await assembly()

test.each([
  ['AppPlane', 'app-plane'],
  ['ControlPlane', 'control-plane'],
])('in %s each function records in its own name, and no two in one', (stack, plane) => {
  const synthesized = JSON.parse(readFileSync(join(directory, `${stack}.template.json`), 'utf8'))
  const template = parseTemplate(stack, synthesized)
  const [table, ...others] = ofType(template, 'AWS::DynamoDB::GlobalTable').filter((one) => isKeyedBy(one, 'trail'))
  if (!table) throw new Error(`${stack} has no audit table`)
  expect(others).toEqual([])
  expect(member(table.Properties.TimeToLiveSpecification, 'Enabled')).toBeUndefined()
  expect(synthesized.Resources[table.logicalId]).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: { Replicas: [{ DeletionProtectionEnabled: true }] },
  })

  const sessions = tenantRoles(template)
  const writes = identityStatements(template).filter(
    ({ actions, resources }) =>
      matches(actions, 'dynamodb:PutItem') && resources.some((text) => covers(text, table.logicalId)),
  )
  const names = writes.map((statement) => ({
    role: statement.roles[0] ?? '',
    name: conditionValues(statement, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys').join().split('#')[0] ?? '',
  }))
  expect(names.length).toBeGreaterThan(2)
  for (const { role, name } of names) {
    expect(existsSync(join(ROOT, plane, 'src', name, 'handler.ts')), `${role} writes as ${name}`).toBe(true)
  }
  const own = names.filter(({ role }) => !sessions.has(role)).map(({ name }) => name)
  expect(new Set(own).size).toBe(own.length)
  // Sessions record in the name of the function that they are vended for. A function that works under sessions alone has no right of its own.
  for (const { role, name } of names)
    if (sessions.has(role) && !role.startsWith(pascalCase(name)))
      expect(own, `${role} writes as ${name}`).toContain(name)
})
