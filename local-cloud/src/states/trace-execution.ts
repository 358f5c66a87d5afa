import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Tracer } from '../core/faces.ts'
import { newTraceRoot, readTraceHeader, writeTraceHeader } from '../core/trace-header.ts'
import type { Run } from './flow/flow.ts'
import { StateError } from './state-error.ts'
import type { Execution, ExecutionStore, HistoryEvent } from './stores/execution-store.ts'
import { sessionOf } from './tasks/call-service.ts'

/** A segment document holds 64 kB: what a long execution did after so many states is not in it. */
const MOST_STATES = 300

type Tracing = Pick<Execution, 'traceHeader' | 'segment'>

/** What an execution hands on: of a machine with tracing, its own segment, where the caller or the sampling chose so; else what it was given. */
export function beginTrace(
  { context: { clock, ids }, tracer }: { context: Pick<CloudContext, 'clock' | 'ids'>; tracer: Tracer },
  isTraced: boolean,
  traceHeader: string | undefined,
): Tracing {
  if (!isTraced) return { traceHeader }
  const upstream = readTraceHeader(traceHeader)
  const root = upstream?.root ?? newTraceRoot(clock.now(), ids.bytes(12))
  const isSampled = upstream?.isSampled ?? tracer.sample()
  if (!isSampled) return { traceHeader: writeTraceHeader({ root, parent: upstream?.parent, isSampled }) }
  const id = ids.bytes(8).toString('hex')
  return {
    traceHeader: writeTraceHeader({ root, parent: id, isSampled }),
    segment: { id, root, ...(upstream?.parent && { parent: upstream.parent }) },
  }
}

/** Sends the segment of an execution that has ended, under the role of its machine. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
export function endTrace(run: Pick<Run, 'services' | 'execution' | 'machine'>): void {
  const { services, execution, machine } = run
  const { context, iam, tracer, executions } = services
  const { segment, stoppedAt, status } = execution
  if (!segment || stoppedAt === null) return
  try {
    iam.authorize(sessionOf(run), [{ action: 'xray:PutTraceSegments', resource: '*' }], 'AccessDeniedException')
  } catch (error) {
    // How an execution ended stands, whether or not its role still lets a segment be sent.
    if (!(error instanceof AwsError || error instanceof StateError)) throw error
    context.log(`xray: the segment of ${execution.arn} was not taken: ${error.message}`)
    return
  }
  tracer.put({
    name: machine.name,
    id: segment.id,
    trace_id: segment.root,
    ...(segment.parent && { parent_id: segment.parent }),
    start_time: execution.startedAt / 1000,
    end_time: stoppedAt / 1000,
    origin: 'AWS::StepFunctions::StateMachine',
    resource_arn: machine.arn,
    aws: { execution_arn: execution.arn },
    ...(status !== 'SUCCEEDED' && { fault: true }),
    subsegments: statesOf(executions, execution, stoppedAt).map(({ name, from, to }) => ({
      id: context.ids.bytes(8).toString('hex'),
      name,
      start_time: from / 1000,
      end_time: to / 1000,
    })),
  })
}

interface Entered {
  name: string
  from: number
  /** Of one that was not left: when the execution ended. */
  to: number
}

/** The states that an execution went through, as its history has them. */
function statesOf(executions: ExecutionStore, { arn }: Execution, endedAt: number): Entered[] {
  const entered: Entered[] = []
  const open = new Map<string, Entered[]>()
  for (const event of historyOf(executions, arn)) {
    const name = String(event.details?.name)
    if (event.type.endsWith('StateEntered')) {
      if (entered.length === MOST_STATES) break
      const state = { name, from: event.timestamp, to: endedAt }
      entered.push(state)
      open.set(name, [...(open.get(name) ?? []), state])
    } else if (event.type.endsWith('StateExited')) {
      const state = open.get(name)?.shift()
      if (state) state.to = event.timestamp
    }
  }
  return entered
}

function* historyOf(executions: ExecutionStore, arn: string): Generator<HistoryEvent> {
  const page = (after: number) => executions.events(arn, { after, limit: 1000, reverse: false })
  for (let events = page(0); events.length > 0; events = page(events.at(-1)?.id ?? 0)) yield* events
}
