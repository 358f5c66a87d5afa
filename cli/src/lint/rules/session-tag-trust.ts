import type { Rule } from '../rule.ts'
import { conditionValues, demands, matches, trustStatements } from '../statements.ts'

const TAG_KEYS = 'aws:TagKeys'

export const sessionTagTrust: Rule = {
  id: 'session-tag-trust',
  fix: 'Demand the tag with "Null": { "aws:RequestTag/<tag>": "false" } and allow no other with ForAllValues:StringEquals on aws:TagKeys.',
  check: (template) =>
    trustStatements(template)
      .filter(({ allows, actions }) => allows && matches(actions, 'sts:TagSession'))
      .flatMap((statement) => {
        const { logicalId } = statement.holder
        const named = conditionValues(statement, 'ForAllValues:StringEquals', TAG_KEYS)
        if (named.length === 0) return { logicalId, what: 'lets sessions be tagged with any tag' }
        return named
          .filter((tag) => !demands(statement, `aws:RequestTag/${tag}`))
          .map((tag) => ({ logicalId, what: `can be assumed with session tags but without the tag ${tag}` }))
      }),
}
