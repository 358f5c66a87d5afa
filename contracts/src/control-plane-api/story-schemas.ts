import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { StoryView } from './usage-schemas.ts'

/** Of a request, an event, a message, a workflow's step, or a function's invocation. Without quotes: a search holds it. */
export const AnyRequestId = z.string().check(z.regex(/^[\w.:#-]{8,128}$/, 'must be an id of a request'))

/** What leads to the lines sooner. */
export const StoryQuery = z.strictObject({
  /** Whose request it was: one that was served in a silo is found by that alone. */
  tenantId: z.optional(TenantId),
  /** When it was; without it, the last day is searched. */
  at: z.optional(z.iso.datetime({ offset: true })),
})

export const STORY_SCHEMAS = {
  tellStory: {
    summary: 'What was logged on the way of a request, over all hops, and its trace.',
    params: z.object({ requestId: AnyRequestId }),
    query: StoryQuery,
    response: StoryView,
    errors: ['NOT_FOUND'],
  },
} as const
