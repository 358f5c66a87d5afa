import {
  type AddToPrincipalPolicyResult,
  PolicyDocument,
  type PolicyStatement,
  Role,
  type RoleProps,
} from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

/**
 * A role that holds its rights itself. A policy of its own would be one more resource for each role, and a stack has at most 500.
 * Where a right names a resource that names the role in turn, the right goes into a policy beside the role.
 */
export class InlineRole extends Role {
  readonly #rights: PolicyDocument

  constructor(scope: Construct, id: string, props: Omit<RoleProps, 'inlinePolicies'>) {
    const rights = new PolicyDocument()
    super(scope, id, { ...props, inlinePolicies: { Rights: rights } })
    this.#rights = rights
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#rights.addStatements(statement)
    return { statementAdded: true, policyDependable: this }
  }
}
