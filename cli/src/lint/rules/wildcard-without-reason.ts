import type { Rule } from '../rule.ts'
import { identityStatements, type Statement } from '../statements.ts'
import { member } from '../template.ts'

/** Where infra's `allowWithWildcard` writes its reasons, by the Sid of the statement. */
const REASONS = 'Tenantry::WildcardReasons'

/** What begins with a resource that the template names is below it: indexes of a table, versions of a function. */
const BELOW_ONE_RESOURCE = /^\$\{(?!AWS::)[^}]+\}/

export const wildcardWithoutReason: Rule = {
  id: 'wildcard-without-reason',
  fix: 'Name the actions and resources one by one; where AWS does not let you, use allowWithWildcard and say why.',
  check: (template) =>
    identityStatements(template)
      .filter((statement) => statement.allows && !hasReason(statement))
      .flatMap((statement) => {
        const wild = [
          ...statement.actions.filter((action) => action.includes('*')),
          ...statement.resources.filter((text) => text.includes('*') && !BELOW_ONE_RESOURCE.test(text)),
          ...(statement.inverted ? ['everything but what it names'] : []),
        ]
        if (wild.length === 0) return []
        return { logicalId: statement.holder.logicalId, what: `allows ${wild.join(', ')} without a written reason` }
      }),
}

function hasReason({ sid, holder }: Statement): boolean {
  const reason = sid === null ? undefined : member(holder.Metadata[REASONS], sid)
  return typeof reason === 'string' && reason.trim() !== ''
}
