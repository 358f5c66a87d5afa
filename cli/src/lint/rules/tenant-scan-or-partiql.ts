import type { Rule } from '../rule.ts'
import { identityStatements, matches } from '../statements.ts'
import { tenantRoles } from '../tenant-roles.ts'

/** Scan carries no leading key, and PartiQL reads and writes by statements whose keys a condition may not see. */
const FORBIDDEN = [
  'dynamodb:Scan',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
]

export const tenantScanOrPartiql: Rule = {
  id: 'tenant-scan-or-partiql',
  fix: "List the actions that carry leading keys one by one; read a tenant's items by Query.",
  check(template) {
    const tenants = tenantRoles(template)
    return identityStatements(template)
      .filter(({ allows, roles, conditions }) => {
        const onKeys = [...conditions.values()].some((keys) => keys.has('dynamodb:leadingkeys'))
        return allows && (onKeys || roles.some((role) => tenants.has(role)))
      })
      .flatMap(({ holder, actions, inverted }) =>
        FORBIDDEN.filter((action) => matches(actions, action) !== inverted).map((action) => ({
          logicalId: holder.logicalId,
          what: `lets a tenant's session call ${action}`,
        })),
      )
  },
}
