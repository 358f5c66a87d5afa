import { AwsError } from '../../core/aws-error.ts'

/** A valid request to assume a role. */
export interface AssumeRoleRequest {
  roleArn: string
  sessionName: string
  durationSeconds: number
  externalId: string | null
  sessionPolicy: string | null
  tags: Record<string, string>
  transitiveTagKeys: string[]
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_RequestParameters
const DEFAULT_SECONDS = 3600
const SHORTEST_SECONDS = 900
const LONGEST_SECONDS = 43_200
const POLICY_CHARACTERS = 2048
const MOST_TAGS = 50
const TEXT = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]'

interface Limits {
  min: number
  max: number
  pattern: string
}

/** Checks what STS checks before it evaluates any policy. */
export function parseAssumeRole(input: Record<string, unknown>): AssumeRoleRequest {
  const externalId = optional(input.ExternalId, 'externalId', { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' })
  const sessionPolicy = optional(input.Policy, 'policy', {
    min: 1,
    max: POLICY_CHARACTERS,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  })
  const tags = parseTags(input.Tags)
  return {
    roleArn: text(input.RoleArn, 'roleArn', { min: 20, max: 2048, pattern: 'arn:aws:iam::\\d{12}:role/[!-~]+' }),
    sessionName: text(input.RoleSessionName, 'roleSessionName', { min: 2, max: 64, pattern: '[\\w+=,.@-]*' }),
    durationSeconds: duration(input.DurationSeconds),
    externalId,
    sessionPolicy,
    tags,
    transitiveTagKeys: parseTransitive(input.TransitiveTagKeys, tags),
  }
}

function parseTags(given: unknown): Record<string, string> {
  // Without a prototype: `__proto__` is a tag key like any other.
  const tags: Record<string, string> = Object.create(null)
  const seen = new Set<string>()
  const list = array(given)
  if (list.length > MOST_TAGS) invalid('tags', `Member must have length less than or equal to ${MOST_TAGS}`)
  list.forEach((member, i) => {
    const { Key, Value } = member !== null && typeof member === 'object' ? (member as Record<string, unknown>) : {}
    const key = text(Key, `tags.${i + 1}.member.key`, { min: 1, max: 128, pattern: `${TEXT}+` })
    if (/^aws:/i.test(key)) {
      throw new AwsError('InvalidParameterValue', 'Tag keys beginning with "aws:" are reserved.')
    }
    // Keys differ by more than case: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know
    if (seen.has(key.toLowerCase())) {
      throw new AwsError(
        'InvalidParameterValue',
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      )
    }
    seen.add(key.toLowerCase())
    tags[key] = text(Value, `tags.${i + 1}.member.value`, { min: 0, max: 256, pattern: `${TEXT}*` })
  })
  return tags
}

function parseTransitive(given: unknown, tags: Record<string, string>): string[] {
  return array(given).map((member, i) => {
    const key = text(member, `transitiveTagKeys.${i + 1}.member`, { min: 1, max: 128, pattern: `${TEXT}+` })
    if (!Object.keys(tags).some((name) => name.toLowerCase() === key.toLowerCase())) {
      throw new AwsError(
        'InvalidParameterValue',
        'The specified transitive tag key must be included in the requested tags.',
      )
    }
    return key
  })
}

function duration(given: unknown): number {
  if (given === undefined) return DEFAULT_SECONDS
  const seconds = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw new AwsError('MalformedInput', 'DurationSeconds is not a number.')
  }
  if (seconds < SHORTEST_SECONDS) {
    invalid('durationSeconds', `Member must have value greater than or equal to ${SHORTEST_SECONDS}`, String(seconds))
  }
  if (seconds > LONGEST_SECONDS) {
    invalid('durationSeconds', `Member must have value less than or equal to ${LONGEST_SECONDS}`, String(seconds))
  }
  return seconds
}

const optional = (given: unknown, name: string, limits: Limits): string | null =>
  given === undefined ? null : text(given, name, limits)

function text(given: unknown, name: string, { min, max, pattern }: Limits): string {
  if (typeof given !== 'string') return invalid(name, 'Member must not be null', 'null')
  if (given.length < min) invalid(name, `Member must have length greater than or equal to ${min}`, given)
  if (given.length > max) invalid(name, `Member must have length less than or equal to ${max}`, given)
  if (!new RegExp(`^${pattern}$`, 'u').test(given)) {
    invalid(name, `Member must satisfy regular expression pattern: ${pattern}`, given)
  }
  return given
}

function array(given: unknown): unknown[] {
  // An empty list is an empty text in the query protocol.
  if (given === undefined || given === '') return []
  if (Array.isArray(given)) return given
  throw new AwsError('MalformedInput', 'A list was expected.')
}

function invalid(name: string, constraint: string, value?: string): never {
  const what = value === undefined ? 'Value' : `Value '${value}'`
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: ${what} at '${name}' failed to satisfy constraint: ${constraint}`,
  )
}
