import { deflateRawSync } from 'node:zlib'
import { AwsError } from '../core/aws-error.ts'
import type { AssumeRoleRequest } from './operations/assume-role-input.ts'

/**
 * STS packs session policy and tags into a binary form of its own, whose size it tells as a percentage of what it allows. That form is
 * not documented: this estimate compresses the policy, and is scaled so that the example of the page gives the 8 % that it shows.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Examples
 */
const PACKED_BYTES = 1900

/** Percent of the allowed size; null when neither a policy nor tags were passed. Throws PackedPolicyTooLarge above 100. */
export function packedPolicySize({
  sessionPolicy,
  tags,
}: Pick<AssumeRoleRequest, 'sessionPolicy' | 'tags'>): number | null {
  const entries = Object.entries(tags)
  if (sessionPolicy === null && entries.length === 0) return null
  const policyBytes = sessionPolicy === null ? 0 : deflateRawSync(sessionPolicy).length
  const tagBytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0)
  const percent = Math.ceil(((policyBytes + tagBytes) / PACKED_BYTES) * 100)
  if (percent > 100) {
    throw new AwsError(
      'PackedPolicyTooLarge',
      `Packed size of session policies and session tags consumes ${percent}% of allotted space.`,
    )
  }
  return percent
}
