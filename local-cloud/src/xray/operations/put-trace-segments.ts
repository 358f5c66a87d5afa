import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { TraceStore } from '../stores/trace-store.ts'
import { takeDocument } from '../take-document.ts'

/** https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html */
export const putTraceSegments = (traces: TraceStore): Operation =>
  parsedOperation({
    http: { method: 'POST', path: '/TraceSegments' },
    access: () => [{ action: 'xray:PutTraceSegments', resource: '*' }],
    input: z.strictObject({ TraceSegmentDocuments: z.array(z.string()).min(1).max(50) }),
    run({ TraceSegmentDocuments }) {
      const refused = TraceSegmentDocuments.flatMap((document) => takeDocument(traces, document) ?? [])
      // What is acknowledged is stored.
      traces.flush()
      return { UnprocessedTraceSegments: refused }
    },
  })
