import type { Rule } from '../rule.ts'
import { demands, identityStatements, trustStatements } from '../statements.ts'

export const forAllValuesWithoutNull: Rule = {
  id: 'for-all-values-without-null',
  fix: 'Add "Null": { "<key>": "false" } for the key, or for another one that comes whenever it comes.',
  check: (template) =>
    [...identityStatements(template), ...trustStatements(template)]
      .filter(({ allows }) => allows)
      .flatMap((statement) =>
        [...statement.conditions]
          .filter(([operator]) => operator.startsWith('forallvalues:'))
          .flatMap(([, keys]) => [...keys.keys()])
          .filter(
            (key) =>
              !demands(statement, key) && !comesWithTag(key, [...(statement.conditions.get('null')?.keys() ?? [])]),
          )
          .map((key) => ({
            logicalId: statement.holder.logicalId,
            what: `has ForAllValues on ${key}, which also holds for requests that do not carry the key`,
          })),
      ),
}

/** A request with a tag carries `aws:TagKeys`, so to demand a tag is to demand them. */
const comesWithTag = (key: string, demanded: string[]): boolean =>
  key === 'aws:tagkeys' && demanded.some((name) => name.startsWith('aws:requesttag/'))
