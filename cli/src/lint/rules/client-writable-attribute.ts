import type { Rule } from '../rule.ts'
import { listOf, ofType, textOf } from '../template.ts'

export const clientWritableAttribute: Rule = {
  id: 'client-writable-attribute',
  fix: 'List in WriteAttributes the standard attributes that a person may change about themselves, and no custom one.',
  check: (template) =>
    ofType(template, 'AWS::Cognito::UserPoolClient').flatMap(({ logicalId, Properties }) => {
      if (Properties.WriteAttributes === undefined) {
        return { logicalId, what: 'lists no WriteAttributes, so its users may write every attribute' }
      }
      return listOf(Properties.WriteAttributes)
        .map(textOf)
        .filter((name) => /^(custom|dev):/.test(name))
        .map((name) => ({ logicalId, what: `lets users write ${name}` }))
    }),
}
