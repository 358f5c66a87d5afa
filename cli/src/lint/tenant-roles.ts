import { conditionValues, demands, type Statement, trustStatements } from './statements.ts'
import type { Template } from './template.ts'

/** The session tag that binds a session to its tenant. */
const TENANT_TAG = 'aws:RequestTag/TenantId'

/** Roles whose sessions are a tenant's: they can be assumed only with the tenant's tag. */
export function tenantRoles(template: Template): Set<string> {
  const allowing = trustStatements(template).filter(({ allows }) => allows)
  const byRole = Map.groupBy(allowing, ({ holder }) => holder.logicalId)
  const tagged = [...byRole].filter(([, statements]) => statements.every((statement) => demands(statement, TENANT_TAG)))
  return new Set(tagged.map(([role]) => role))
}

const LEADING_KEYS = 'dynamodb:LeadingKeys'

/** Whether a statement binds the keys of items to the tag of the session. */
export function bindsKeys(statement: Statement): boolean {
  const patterns = ['ForAllValues:StringLike', 'ForAllValues:StringEquals'].flatMap((operator) =>
    conditionValues(statement, operator, LEADING_KEYS),
  )
  const bound = patterns.every((pattern) =>
    /^(\$\{aws:PrincipalTag\/TenantId\}(-(\w+-)?\*)?|[\w-]+#\$\{aws:PrincipalTag\/TenantId\})$/.test(pattern),
  )
  return patterns.length > 0 && bound && demands(statement, LEADING_KEYS)
}
