import type { Rule } from '../rule.ts'
import { conditionValues, covers, demands, identityStatements, type Statement } from '../statements.ts'
import { isKeyedBy, ofType, type Resource, type Template } from '../template.ts'
import { bindsKeys, bindsKeysOfSilo, tenantRoles } from '../tenant-roles.ts'

/** A table of tenants' data is known by its partition key: `<tenant id>-<shard>` of entities, `<tenant id>-<event type>-<n>` of the outbox, and kept answers likewise. */
const ENTITY_KEY = 'shardId'
const OUTBOX_KEY = 'partition'

export const tenantTableReach: Rule = {
  id: 'tenant-table-reach',
  fix: 'Reach it by an access role, under a session with the tag TenantId; in a silo, bind the keys to its tenant.',
  check(template) {
    const tables = tenantTables(template)
    const bound = (statement: Statement, table: Resource) =>
      isTenants(statement) ||
      bindsKeysOfSilo(statement) ||
      (isPlatforms(statement) &&
        saysWhy(table, 'Tenantry::ReachedByPlatform') &&
        (queriesIndexes(statement) || writesUnderOwnKeys(statement)))
    const tenants = tenantRoles(template)
    const isPlatforms = ({ roles }: Statement) => !roles.some((role) => tenants.has(role))
    const isTenants = (statement: Statement) =>
      statement.roles.length > 0 && statement.roles.every((role) => tenants.has(role)) && bindsKeys(statement)
    return identityStatements(template)
      .filter((statement) => statement.allows && touchesItems(statement))
      .flatMap((statement) =>
        tables
          .filter((table) => !bound(statement, table))
          .filter(({ logicalId }) => statement.resources.some((text) => covers(text, logicalId)) !== statement.inverted)
          .map(({ logicalId: table }) => ({
            logicalId: statement.holder.logicalId,
            what: `reaches the tenants' table ${table} without a session that is bound to one tenant`,
          })),
      )
  },
}

function tenantTables(template: Template): Resource[] {
  return ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').filter(
    (table) =>
      isKeyedBy(table, ENTITY_KEY) || (isKeyedBy(table, OUTBOX_KEY) && !saysWhy(table, 'Tenantry::OwnedByPlatform')),
  )
}

/** Whether a statement reaches no item but through an index. */
const queriesIndexes = ({ actions, resources, inverted }: Statement): boolean =>
  !inverted &&
  actions.every((action) => action.toLowerCase() === 'dynamodb:query') &&
  resources.every((text) => /\/index\/[\w.-]+$/.test(text))

/** Whether a statement adds and deletes items under keys that only such functions write to, and reads nothing. */
const writesUnderOwnKeys = (statement: Statement): boolean => {
  const patterns = conditionValues(statement, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys')
  return (
    !statement.inverted &&
    statement.actions.every((action) => /^dynamodb:(Put|Delete)Item$/i.test(action)) &&
    patterns.length > 0 &&
    patterns.every((pattern) => /^\*-\w+-\*$/.test(pattern)) &&
    demands(statement, 'dynamodb:LeadingKeys')
  )
}

/** Where infra's `describeTable` writes why functions' own roles reach a table, in part or as their own. */
function saysWhy({ Metadata }: Resource, about: string): boolean {
  const reason = Metadata[about]
  return typeof reason === 'string' && reason.trim() !== ''
}

const touchesItems = ({ actions, inverted }: Statement): boolean =>
  inverted || actions.some((action) => /^(dynamodb:|\*)/i.test(action))
