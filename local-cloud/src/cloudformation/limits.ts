/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const LIMITS = {
  /** A template in the request. */
  templateBodyBytes: 51_200,
  /** A template in S3. */
  templateObjectBytes: 1_000_000,
  stacks: 2_000,
  resources: 500,
  parameters: 200,
  outputs: 200,
  mappings: 200,
} as const
