import type { CloudContext } from '../../core/cloud-context.ts'
import type { Access } from '../../core/service.ts'
import { badRequest } from '../errors.ts'
import { access } from './access.ts'

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

/**
 * What must be allowed for a request that makes a resource, with what a policy can say about the tags that it gives: tags are a PUT of their
 * own. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function withRequestTags(context: CloudContext, collection: string, given: unknown): Access[] {
  const made = access(context, 'POST', collection)
  const tags = Object.entries(given ?? {}).map(([key, value]) => [key, String(value)] as const)
  if (tags.length === 0) return made
  const resource = encodeURIComponent(`arn:aws:apigateway:${context.region}::/${collection}/`)
  const keys = {
    'aws:TagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  }
  return [...made, ...access(context, 'PUT', 'tags', `${resource}*`)].map((one) => ({ ...one, context: keys }))
}

/** What a policy can say about the tags that a resource has; a key in a plan has those of the plan. */
export function withResourceTags(accesses: Access[], resource: { tags: Record<string, string> } | undefined): Access[] {
  const tags = Object.entries(resource?.tags ?? {})
  if (tags.length === 0) return accesses
  const context = Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]))
  return accesses.map((one) => ({ ...one, context }))
}
