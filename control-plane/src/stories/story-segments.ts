import type { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import * as z from 'zod/mini'

type StorySegment = NonNullable<StoryView['trace']>['segments'][number]

const Flag = z.optional(z.boolean())
const Segment = z.object({
  id: z.string(),
  parent_id: z.optional(z.string()),
  name: z.string(),
  /** Seconds since the epoch. */
  start_time: z.number(),
  /** Of one that is under way there is none yet. */
  end_time: z.optional(z.number()),
  error: Flag,
  throttle: Flag,
  fault: Flag,
  get subsegments() {
    return z.optional(z.array(Segment))
  },
})
type Segment = z.infer<typeof Segment>

/** More than a page can show. */
const MOST_SEGMENTS = 500

/**
 * The segments of documents of X-Ray with those inside them, in the order in which they began. What hangs below a segment that is not there, as below
 * one that was never sent, hangs below none. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export function storySegments(documents: string[]): StorySegment[] {
  const found = documents.flatMap((text) => {
    const segment = z.safeParse(Segment, json(text)).data
    return segment ? [...withInner(segment, segment.parent_id ?? null)] : []
  })
  const begin = Math.min(...found.map(({ start_time }) => start_time))
  const ids = new Set(found.map(({ id }) => id))
  return found
    .sort((one, other) => one.start_time - other.start_time)
    .slice(0, MOST_SEGMENTS)
    .map(({ id, parentId, name, start_time, end_time = start_time, error, throttle, fault }) => ({
      id,
      parentId: parentId !== null && ids.has(parentId) ? parentId : null,
      name,
      startMs: since(begin, start_time),
      endMs: since(begin, end_time),
      error: error === true || throttle === true,
      fault: fault === true,
    }))
}

function* withInner(segment: Segment, parentId: string | null): Generator<Segment & { parentId: string | null }> {
  yield { ...segment, parentId }
  for (const inner of segment.subsegments ?? []) yield* withInner(inner, segment.id)
}

const since = (begin: number, seconds: number): number => Math.round((seconds - begin) * 1_000_000) / 1000

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
