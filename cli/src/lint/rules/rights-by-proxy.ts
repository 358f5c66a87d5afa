import type { Rule } from '../rule.ts'
import { conditionValues, identityStatements, matches, type Statement } from '../statements.ts'

/** Rights by which a role comes to more than it holds itself, and what must bind each. */
const BINDINGS: { actions: string[]; isBound(statement: Statement): boolean; what: string }[] = [
  {
    actions: of('iam', 'CreateRole', 'PutRolePolicy', 'AttachRolePolicy', 'PutRolePermissionsBoundary', 'CreateUser'),
    isBound: (statement) => isExact(statement, 'iam:PermissionsBoundary') && namesRoles(statement),
    what: 'gives roles rights without demanding one permissions boundary, or on any path',
  },
  {
    actions: of('iam', 'DeleteRolePermissionsBoundary', 'CreatePolicyVersion', 'SetDefaultPolicyVersion'),
    isBound: () => false,
    what: 'takes boundaries of roles away, or changes what they say',
  },
  {
    actions: of('iam', 'PassRole'),
    isBound: (statement) => isExact(statement, 'iam:PassedToService') && namesRoles(statement),
    what: 'hands on any role, or to any service',
  },
  {
    actions: of('cloudformation', 'CreateStack', 'UpdateStack', 'CreateChangeSet'),
    isBound: (statement) => isExact(statement, 'cloudformation:RoleArn') && isBelowOneFolder(statement),
    what: 'makes stacks of any template, or by any role',
  },
]

export const rightsByProxy: Rule = {
  id: 'rights-by-proxy',
  fix: 'Demand iam:PermissionsBoundary and a path, iam:PassedToService, or cloudformation:TemplateUrl below one folder and cloudformation:RoleArn, with StringEquals or StringLike.',
  check: (template) =>
    identityStatements(template)
      .filter(({ allows }) => allows)
      .flatMap((statement) =>
        BINDINGS.filter(
          ({ actions, isBound }) =>
            statement.inverted || (actions.some((action) => matches(statement.actions, action)) && !isBound(statement)),
        ).map(({ what }) => ({ logicalId: statement.holder.logicalId, what })),
      ),
}

/** Whether a request must carry the key, with one of these values. */
function isExact(statement: Statement, key: string): boolean {
  const values = conditionValues(statement, 'StringEquals', key)
  return values.length > 0 && values.every((value) => !/[*?]/.test(value))
}

/** Whether the roles have a path or a beginning of their names. */
const namesRoles = ({ resources }: Statement): boolean => resources.every((text) => !/^\*$|:role\/?\*$|:\*$/.test(text))

/** Whether templates come from a folder of one bucket: a host and a folder without wildcards. */
function isBelowOneFolder(statement: Statement): boolean {
  const urls = ['StringLike', 'StringEquals'].flatMap((operator) =>
    conditionValues(statement, operator, 'cloudformation:TemplateUrl'),
  )
  return urls.length > 0 && urls.every((url) => /^https:\/\/[^/*?]+\/[^*?]+$/.test(url.replace(/\/\*$/, '')))
}

function of(service: string, ...names: string[]): string[] {
  return names.map((name) => `${service}:${name}`)
}
