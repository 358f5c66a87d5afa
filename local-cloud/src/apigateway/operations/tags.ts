import type { Access } from '../../core/service.ts'
import { badRequest } from '../errors.ts'

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html#tag-restrictions */
const MOST_TAGS = 50
const LONGEST = { key: 128, value: 256 }

/** The tags of a request, as its resource keeps them. */
export function readTags(given: unknown): Record<string, string> {
  const tags = Object.entries(given ?? {})
  if (typeof (given ?? {}) !== 'object' || tags.some(([, value]) => typeof value !== 'string'))
    throw badRequest('Invalid tags specified: a map of strings is expected')
  if (tags.length > MOST_TAGS) throw badRequest(`A resource can have at most ${MOST_TAGS} tags`)
  for (const [key, value] of tags) {
    if (key === '' || key.length > LONGEST.key || value.length > LONGEST.value || /^aws:/i.test(key))
      throw badRequest(`Invalid tag specified: ${key}`)
  }
  return Object.fromEntries(tags)
}

/** What a policy can say about the tags that a request gives its resource. */
export function withRequestTags(accesses: Access[], given: unknown): Access[] {
  const tags = Object.entries(given ?? {}).map(([key, value]) => [key, String(value)] as const)
  if (tags.length === 0) return accesses
  const context = {
    'aws:TagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  }
  return accesses.map((access) => ({ ...access, context }))
}
