import { BatchGetTracesCommand, GetTraceSummariesCommand, type XRayClient } from '@aws-sdk/client-xray'
import type { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { storySegments } from './story-segments.ts'

export interface TraceSearch {
  /** What everything began with, as traces are annotated with it. */
  origins: string[]
  /** When something was logged of it, first and last, in milliseconds since the epoch. */
  from: number
  to: number
}

/** Null where X-Ray has not chosen it. */
export type FindTrace = (search: TraceSearch) => Promise<StoryView['trace']>

/** A line is logged at the end of the work, and a trace has the time of its begin. */
const BEFORE_MS = 5 * 60_000
const AFTER_MS = 60_000
/** https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
const LONGEST_MS = 86_400_000
/** https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html */
const MOST_TRACES = 5

/**
 * The trace of a request. Steps of a workflow begin traces of their own, which have the same origin: all are told as one, by the id of the first.
 */
export const findTrace =
  (client: Pick<XRayClient, 'send'>): FindTrace =>
  async ({ origins, from, to }) => {
    const [StartTime, latest] = [from - BEFORE_MS, to + AFTER_MS]
    const found = await Promise.all(
      origins.slice(0, MOST_TRACES).map(async (origin) => {
        const { TraceSummaries = [] } = await client.send(
          new GetTraceSummariesCommand({
            StartTime: new Date(StartTime),
            EndTime: new Date(Math.min(latest, StartTime + LONGEST_MS)),
            FilterExpression: `annotation.CorrelationId = "${origin}"`,
          }),
        )
        return TraceSummaries.flatMap(({ Id }) => Id ?? [])
      }),
    )
    // The id of a trace begins with its time.
    const TraceIds = [...new Set(found.flat())].sort().slice(0, MOST_TRACES)
    const [traceId] = TraceIds
    if (traceId === undefined) return null
    const { Traces = [] } = await client.send(new BatchGetTracesCommand({ TraceIds }))
    const documents = Traces.flatMap(({ Segments = [] }) => Segments.flatMap(({ Document }) => Document ?? []))
    return { traceId, segments: storySegments(documents) }
  }
