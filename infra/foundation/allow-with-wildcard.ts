import { CfnPolicy, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam'

export interface WildcardGrant {
  /** Names the statement in its policy: letters and digits. */
  sid: string
  actions: string[]
  resources: string[]
  /** Why the actions and resources cannot be named one by one. */
  reason: string
}

/** The policy lint (docs/rules/wildcard-without-reason.md) reads reasons from this metadata of the policy, by the statement's Sid. */
const REASONS = 'Tenantry::WildcardReasons'

/** Allows what a policy cannot name one by one, and writes into the template why. Wildcards that are granted in another way fail the lint. */
export function allowWithWildcard({ role }: { role?: IRole | undefined }, { reason, ...grant }: WildcardGrant): void {
  role?.addToPrincipalPolicy(new PolicyStatement(grant))
  const policy = role?.node.tryFindChild('DefaultPolicy')?.node.defaultChild
  if (!(policy instanceof CfnPolicy)) throw new TypeError(`${grant.sid}: the role has no policy in this app`)
  policy.addMetadata(REASONS, { ...policy.getMetadata(REASONS), [grant.sid]: reason })
}
