import type { Rule } from '../rule.ts'
import { asksFor, conditionValues, demands, matches, trustStatements } from '../statements.ts'

const TAG_KEYS = 'aws:TagKeys'
/** Keys that AWS lists for sts:AssumeRole and not for sts:TagSession. */
const OF_ASSUMPTION = ['sts:RoleSessionName', 'sts:ExternalId']

export const sessionTagTrust: Rule = {
  id: 'session-tag-trust',
  fix: 'Allow sts:TagSession in a statement of its own. Demand the tag with "Null": { "aws:RequestTag/<tag>": "false" } and allow no other with ForAllValues:StringEquals on aws:TagKeys.',
  check: (template) =>
    trustStatements(template)
      .filter(({ allows, actions }) => allows && matches(actions, 'sts:TagSession'))
      .flatMap((statement) => {
        const { logicalId } = statement.holder
        const foreign = OF_ASSUMPTION.filter((key) => asksFor(statement, key))
        if (foreign.length > 0)
          return { logicalId, what: `asks sts:TagSession for ${foreign.join(', ')}, which only sts:AssumeRole carries` }
        const named = conditionValues(statement, 'ForAllValues:StringEquals', TAG_KEYS)
        if (named.length === 0) return { logicalId, what: 'lets sessions be tagged with any tag' }
        return named
          .filter((tag) => !demands(statement, `aws:RequestTag/${tag}`))
          .map((tag) => ({ logicalId, what: `can be assumed with session tags but without the tag ${tag}` }))
      }),
}
