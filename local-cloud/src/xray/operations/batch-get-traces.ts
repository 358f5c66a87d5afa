import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { TraceStore } from '../stores/trace-store.ts'
import { summaryOf } from '../summary.ts'

/** https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html; all of a trace stands on one page. */
export const batchGetTraces = (traces: TraceStore): Operation =>
  parsedOperation({
    http: { method: 'POST', path: '/Traces' },
    access: () => [{ action: 'xray:BatchGetTraces', resource: '*' }],
    input: z.strictObject({ TraceIds: z.array(z.string().min(1).max(35)).min(1).max(5) }),
    run: ({ TraceIds }) => ({
      Traces: TraceIds.flatMap((id) => traces.trace(id) ?? []).map((trace) => ({
        Id: trace.id,
        Duration: summaryOf(trace).duration,
        LimitExceeded: false,
        Segments: trace.segments.map((segment) => ({ Id: segment.id, Document: JSON.stringify(segment) })),
      })),
      UnprocessedTraceIds: [],
    }),
  })
