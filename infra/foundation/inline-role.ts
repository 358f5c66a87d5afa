import { Lazy } from 'aws-cdk-lib'
import {
  type AddToPrincipalPolicyResult,
  CfnRole,
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

  constructor(
    scope: Construct,
    id: string,
    {
      mergesRights = false,
      ...props
    }: Omit<RoleProps, 'inlinePolicies'> & {
      /** Whether statements that differ in one thing become one: for a role that many functions share. @default false */
      mergesRights?: boolean
    },
  ) {
    super(scope, id, props)
    this.#rights = new PolicyDocument({ minimize: mergesRights })
    const { defaultChild } = this.node
    if (!(defaultChild instanceof CfnRole)) throw new TypeError(`${this.node.path} is not of this app`)
    // A role may have no rights: that of people who may call nothing.
    defaultChild.policies = Lazy.any({
      produce: () => (this.#rights.isEmpty ? undefined : [{ policyName: 'Rights', policyDocument: this.#rights }]),
    })
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#rights.addStatements(statement)
    return { statementAdded: true, policyDependable: this }
  }
}
