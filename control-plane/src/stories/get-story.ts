import { AnyRequestId, StoryQuery } from '@tenantry/contracts/control-plane-api/story-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import type { tellStory } from './tell-story.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Clocks differ, and the moment of a request may be known by the end of it. */
const BEFORE_MS = 15 * MINUTE_MS

interface Services {
  story: ReturnType<typeof tellStory>
  system: Pick<System, 'now'>
}

/** What happened to a request. Work that it began may go on for a day: what fails is tried again. */
export const getStory =
  ({ story, system }: Services): ApiOperation =>
  async ({ params, query }) => {
    const { tenantId = null, at } = parse(StoryQuery, query)
    const requestId = z.safeParse(AnyRequestId, params.requestId).data
    // No log is older than the epoch, and none takes a time before it.
    const from = Math.max(0, at === undefined ? system.now() - DAY_MS : Date.parse(at) - BEFORE_MS)
    const to = from + DAY_MS + BEFORE_MS
    const found = requestId === undefined ? null : await story({ requestId, tenantId, from, to })
    if (!found) throw new ApiError('NOT_FOUND', 'Nothing was logged under this id at that time.')
    return ok(found)
  }
