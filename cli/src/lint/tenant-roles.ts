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
export const bindsKeys = (statement: Statement): boolean =>
  bindsTo(String.raw`\$\{aws:PrincipalTag\/TenantId\}`, statement)

/** Whether a statement binds the keys of items to the one tenant of a silo, whose id is a parameter of its template. */
export const bindsKeysOfSilo = (statement: Statement): boolean => bindsTo(String.raw`\$\{TenantId\}`, statement)

/** `tenant` is a regular expression. */
function bindsTo(tenant: string, statement: Statement): boolean {
  const patterns = ['ForAllValues:StringLike', 'ForAllValues:StringEquals'].flatMap((operator) =>
    conditionValues(statement, operator, LEADING_KEYS),
  )
  const allowed = new RegExp(`^(${tenant}(-([\\w*]+-)?\\*)?|[\\w-]+#${tenant})$`)
  const bound = patterns.every((pattern) => allowed.test(pattern))
  return patterns.length > 0 && bound && demands(statement, LEADING_KEYS)
}
