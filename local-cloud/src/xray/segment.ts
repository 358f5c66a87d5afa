import * as z from 'zod'

const Time = z.number().min(0)
const Annotations = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const Flags = { error: z.boolean().optional(), throttle: z.boolean().optional(), fault: z.boolean().optional() }
const Id = z.string().regex(/^[0-9a-f]{16}$/i)

export interface Subsegment {
  name: string
  annotations?: Record<string, string | number | boolean> | undefined
  error?: boolean | undefined
  throttle?: boolean | undefined
  fault?: boolean | undefined
  subsegments?: Subsegment[] | undefined
}

const Subsegment: z.ZodType<Subsegment> = z.looseObject({
  name: z.string(),
  annotations: Annotations.optional(),
  ...Flags,
  get subsegments() {
    return z.array(Subsegment).optional()
  },
})

const Http = z.looseObject({
  request: z
    .looseObject({
      method: z.string().optional(),
      url: z.string().optional(),
      user_agent: z.string().optional(),
      client_ip: z.string().optional(),
    })
    .optional(),
  response: z.looseObject({ status: z.int().optional() }).optional(),
})

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html; members that nothing here reads are kept as they are. */
export const Segment = z
  .looseObject({
    name: z.string().min(1).max(200),
    id: Id,
    trace_id: z.string().regex(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/i),
    start_time: Time,
    end_time: Time.optional(),
    in_progress: z.boolean().optional(),
    parent_id: Id.optional(),
    type: z.literal('subsegment').optional(),
    origin: z.string().optional(),
    user: z.string().optional(),
    annotations: Annotations.optional(),
    http: Http.optional(),
    ...Flags,
    subsegments: z.array(Subsegment).optional(),
  })
  .refine(({ end_time, in_progress }) => end_time !== undefined || in_progress === true, {
    error: 'end_time or in_progress is missing',
  })
  .refine(({ type, parent_id }) => type === undefined || parent_id !== undefined, { error: 'parent_id is missing' })
export type Segment = z.output<typeof Segment>

/** "A segment document can be up to 64 kB in size." */
export const MAX_SEGMENT_BYTES = 64 * 1024

/** A segment with the segments inside it. */
export function* withSubsegments(segment: Segment | Subsegment): Generator<Subsegment> {
  yield segment
  for (const inner of segment.subsegments ?? []) yield* withSubsegments(inner)
}
