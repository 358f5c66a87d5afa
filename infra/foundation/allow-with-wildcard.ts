import { CfnManagedPolicy, CfnRole, type IRole, type ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'

export interface WildcardGrant {
  /** Names the statement in its policy: letters and digits. */
  sid: string
  actions: string[]
  resources: string[]
  conditions?: Record<string, Record<string, string | string[]>>
  /** Why the actions and resources cannot be named one by one. */
  reason: string
}

/** The policy lint (docs/rules/wildcard-without-reason.md) reads reasons from this metadata of the role, by the statement's Sid. */
const REASONS = 'Tenantry::WildcardReasons'

/** Allows what a policy cannot name one by one, and writes into the template why. Wildcards that are granted in another way fail the lint. */
export function allowWithWildcard({ role }: { role?: IRole | undefined }, { reason, ...grant }: WildcardGrant): void {
  role?.addToPrincipalPolicy(new PolicyStatement(grant))
  const holder = role?.node.defaultChild
  if (!(holder instanceof CfnRole)) throw new TypeError(`${grant.sid}: the role is not of this app`)
  holder.addMetadata(REASONS, { ...holder.getMetadata(REASONS), [grant.sid]: reason })
}

/** The same for a policy that stands by itself. */
export function boundWithWildcard(policy: ManagedPolicy, { reason, ...grant }: WildcardGrant): void {
  policy.addStatements(new PolicyStatement(grant))
  const holder = policy.node.defaultChild
  if (!(holder instanceof CfnManagedPolicy)) throw new TypeError(`${grant.sid}: the policy is not of this app`)
  holder.addMetadata(REASONS, { ...holder.getMetadata(REASONS), [grant.sid]: reason })
}
