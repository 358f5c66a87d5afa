import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Iam, Tracer } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { invalidInput } from '../core/run-operation.ts'
import type { OnUse } from '../core/use.ts'
import { daemons } from './daemon.ts'
import { batchGetTraces } from './operations/batch-get-traces.ts'
import { getTraceSummaries } from './operations/get-trace-summaries.ts'
import { putTraceSegments } from './operations/put-trace-segments.ts'
import { sampling } from './sampling.ts'
import { traceStore } from './stores/trace-store.ts'

/** X-Ray: the segments of functions and of the local cloud's services, by traces. */
export function xrayService({
  context,
  iam,
  share,
  meter = NO_METER,
  onUse = () => {},
}: {
  context: CloudContext
  iam: Pick<Iam, 'authorize'>
  /** Of traces that are sampled, from 0 to 1. @default AWS's rule */
  share?: number | undefined
  meter?: BillMeter
  onUse?: OnUse | undefined
}) {
  const traces = traceStore(context, (recorded) => {
    meter.add({ item: 'traces', resource: '', amount: recorded.length })
    for (const root of recorded) onUse({ type: 'trace', at: context.clock.now(), root })
  })
  return {
    name: 'xray',
    api: {
      name: 'xray',
      protocol: 'rest-json',
      errorShape: () => ({ messageMember: 'Message' }),
      invalidInput: (issue) => invalidInput(issue, 'InvalidRequestException'),
      operations: {
        BatchGetTraces: batchGetTraces(traces),
        GetTraceSummaries: getTraceSummaries({ context, traces }),
        PutTraceSegments: putTraceSegments(traces),
      },
    },
    resourceTypes: [],
    tracer: {
      sample: sampling(context, share),
      put: (segment) => traces.put(segment),
      daemon: daemons({ context, iam, traces }),
    },
    close: traces.flush,
  } satisfies CloudService & { tracer: Tracer }
}
