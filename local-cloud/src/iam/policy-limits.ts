import { AwsError } from '../core/aws-error.ts'

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const TRUST_POLICY_CHARACTERS = 2048
const INLINE_CHARACTERS_PER_ROLE = 10_240
const MANAGED_POLICY_CHARACTERS = 6144
const MANAGED_POLICIES_PER_ROLE = 10

export function checkTrustSize(document: string): void {
  if (size(document) > TRUST_POLICY_CHARACTERS)
    exceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_CHARACTERS}`)
}

export function checkInlineSize(roleName: string, documents: string[]): void {
  const total = documents.reduce((sum, document) => sum + size(document), 0)
  if (total > INLINE_CHARACTERS_PER_ROLE) {
    exceeded(`Maximum policy size of ${INLINE_CHARACTERS_PER_ROLE} bytes exceeded for role ${roleName}`)
  }
}

export function checkManagedSize(document: string): void {
  if (size(document) > MANAGED_POLICY_CHARACTERS)
    exceeded(`Cannot exceed quota for PolicySize: ${MANAGED_POLICY_CHARACTERS}`)
}

export function checkAttachments(arns: string[]): void {
  if (new Set(arns).size > MANAGED_POLICIES_PER_ROLE) {
    exceeded(`Cannot exceed quota for PoliciesPerRole: ${MANAGED_POLICIES_PER_ROLE}`)
  }
}

/** White space does not count. */
const size = (document: string): number => document.replace(/\s/g, '').length

function exceeded(message: string): never {
  throw new AwsError('LimitExceeded', message, 409)
}
