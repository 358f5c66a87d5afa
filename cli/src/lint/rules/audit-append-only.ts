import type { Rule } from '../rule.ts'
import { conditionValues, covers, demands, identityStatements, matches, type Statement } from '../statements.ts'
import { isKeyedBy, ofType, type Resource, type Template } from '../template.ts'
import { bindsKeysOfSilo } from '../tenant-roles.ts'

/** An audit table is known by its partition key: `<writing function>#<tenant id>`. */
const AUDIT_KEY = 'trail'
const CHANGES = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete']
const TABLE_CHANGES = ['DeleteTable', 'UpdateTimeToLive', 'RestoreTableFromBackup']
const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect']

export const auditAppendOnly: Rule = {
  id: 'audit-append-only',
  fix: 'Grant by mayAudit of infra/foundation/audit-table.ts, and read the audit with a function that writes nothing to it.',
  check: (template) =>
    ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .filter((table) => isKeyedBy(table, AUDIT_KEY))
      .flatMap((table) => findingsOn(template, table)),
}

function findingsOn(template: Template, { logicalId: table }: Resource) {
  const statements = identityStatements(template).filter(
    ({ allows, resources, inverted }) => allows && resources.some((text) => covers(text, table)) !== inverted,
  )
  const may = (statement: Statement, actions: string[]) =>
    statement.inverted || actions.some((action) => matches(statement.actions, `dynamodb:${action}`))
  const puts = statements.filter((statement) => may(statement, ['PutItem']))
  const writers = new Set(puts.flatMap(({ roles }) => roles))
  const found = (statements: Statement[], what: string) =>
    statements.map(({ holder: { logicalId } }) => ({ logicalId, what: `${what} of ${table}` }))
  return [
    ...found(
      statements.filter((statement) => may(statement, [...CHANGES, ...TABLE_CHANGES])),
      'may change or delete records',
    ),
    ...found(
      puts.filter((statement) => !isInOneName(statement)),
      'adds records that are not in the name of one function',
    ),
    ...found(
      statements.filter((statement) => may(statement, READS) && statement.roles.some((role) => writers.has(role))),
      'finds records that it could write over',
    ),
  ]
}

/** Whether all keys begin with one function's name, and a request without a key is none. */
function isInOneName(statement: Statement): boolean {
  const patterns = conditionValues(statement, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys')
  const names = new Set(patterns.map((pattern) => /^([a-z][a-z-]*)#/.exec(pattern)?.[1]))
  // Functions of a silo share a role, and each record is of its one tenant.
  const isOfSilo = bindsKeysOfSilo(statement)
  return (names.size === 1 || isOfSilo) && !names.has(undefined) && demands(statement, 'dynamodb:LeadingKeys')
}
