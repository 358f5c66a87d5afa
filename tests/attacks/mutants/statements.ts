import { resourceOf, type Template } from '../world/edit-assembly.ts'
import type { Change } from './change.ts'
import { template } from './mutant.ts'

export interface Statement {
  Action: string | string[]
  Effect: 'Allow'
  Resource: unknown
  Condition?: Record<string, Record<string, unknown>>
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, resolved by IAM
export const TENANT = '${aws:PrincipalTag/TenantId}'
export const EVERY_KEY = 'ForAllValues:StringLike'

/** The statements of a role's own policy. */
export const statementsOf = (stack: Template, role: string): Statement[] =>
  resourceOf(stack, 'AWS::IAM::Role', role).properties.Policies[0].PolicyDocument.Statement

/** Changes the statements of a role's own policy. */
export const policyOf = (role: string, change: (statements: Statement[], stack: Template) => void): Change =>
  template('AppPlane', (stack) => change(statementsOf(stack, role), stack))

/** Changes the conditions of an access role's trust. */
export const trustOf = (role: string, change: (conditions: Record<string, unknown>) => void): Change =>
  template('AppPlane', (stack) => {
    const { properties } = resourceOf(stack, 'AWS::IAM::Role', role)
    for (const { Condition } of properties.AssumeRolePolicyDocument.Statement) change(Condition)
  })

/** Adds a statement to a role that may have no policy yet. */
export function grantTo(stack: Template, role: string, statement: Statement): void {
  const { id } = resourceOf(stack, 'AWS::IAM::Role', role)
  stack.Resources[`Mutant${id}`] = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: `Mutant${role}`,
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
      Roles: [{ Ref: id }],
    },
  }
}

/** The ARN of a table, by the name of its construct. */
export const tableArn = (stack: Template, construct: string) => ({
  'Fn::GetAtt': [resourceOf(stack, 'AWS::DynamoDB::GlobalTable', construct).id, 'Arn'],
})

/** Everything with a table, for whoever has its ARN. */
export const everything = (Resource: unknown): Statement => ({ Effect: 'Allow', Action: 'dynamodb:*', Resource })

/** Changes a function's environment variable that holds JSON. */
export const environmentOf = (
  name: string,
  variable: string,
  change: (value: Record<string, unknown>, stack: Template) => Record<string, unknown>,
): Change =>
  template('AppPlane', (stack) => {
    const { Variables } = resourceOf(stack, 'AWS::Lambda::Function', name).properties.Environment
    Variables[variable] = JSON.stringify(change(JSON.parse(Variables[variable]), stack))
  })
