import { readIfMatch, versionsIn } from '@tenantry/contracts/entity-tag.ts'
import { VersionInBody } from '@tenantry/contracts/versioned.ts'
import { ApiError } from './api-error.ts'
import { invalid, parse } from './parse.ts'

/** Which versions of what it changes a request was made from, as its caller says. */
export interface Precondition {
  /** The entity tags of `If-Match`; null without the header, and for `*`, which any version fits. */
  tags: string[] | null
  /** `version` of the body; null without. */
  version: number | null
}

/** DynamoDB compares with no more values at once. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
const MAX_TAGS = 100

/** What a request to change something says of its version, and its body without that; null when it says nothing. */
export function takePrecondition(
  headers: Record<string, string>,
  body: unknown,
): { precondition: Precondition | null; body: unknown } {
  const header = headers['if-match']
  const tags = header === undefined ? null : tagsOf(header)
  const { version, rest } = takeVersion(body)
  const precondition = tags === null && version === null ? null : { tags, version }
  return { precondition, body: rest }
}

function tagsOf(header: string): string[] | null {
  const tags = readIfMatch(header)
  if (tags === null) throw invalid('If-Match', 'must be * or a list of entity tags, for example the ETag of an answer')
  if (tags === '*') return null
  if (tags.length > MAX_TAGS) throw invalid('If-Match', `lists more than ${MAX_TAGS} entity tags`)
  return tags
}

function takeVersion(body: unknown): { version: number | null; rest: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !Object.hasOwn(body, 'version'))
    return { version: null, rest: body }
  const { version, ...rest } = body as { version: unknown }
  return { version: parse(VersionInBody, version, 'version') ?? null, rest }
}

/** The versions of a thing that fit; null when any does. */
export function fittingVersions(precondition: Precondition | null, id: string): number[] | null {
  if (precondition === null) return null
  const { tags, version } = precondition
  if (tags === null) return version === null ? null : [version]
  const tagged = versionsIn(tags, id)
  return version === null ? tagged : tagged.filter((one) => one === version)
}

/** Throws PRECONDITION_FAILED when the thing has another version than its caller has seen. */
export function assertFits(precondition: Precondition | null, id: string, version: number): void {
  if (fittingVersions(precondition, id)?.includes(version) === false) throw preconditionFailed(precondition)
}

export const preconditionFailed = (precondition: Precondition | null, cause?: unknown): ApiError =>
  new ApiError('PRECONDITION_FAILED', 'It was changed since you read it. Fetch it again, and repeat your change.', {
    field: precondition?.tags === null ? 'version' : 'If-Match',
    cause,
  })
