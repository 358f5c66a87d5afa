import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { traceHeaderOf } from '../../core/trace-header.ts'
import { busArn, busName, DEFAULT_BUS } from '../arns.ts'
import type { Delivery } from '../delivery.ts'
import { isoSeconds } from '../iso-seconds.ts'
import { isObject, type Json } from '../pattern/json.ts'
import { compilePattern, type EventPattern } from '../pattern/pattern.ts'
import type { RuleStore } from '../stores/rule-store.ts'

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRIES = 10
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const MAX_BYTES = 1_048_576

const Entry = z.object({
  TraceHeader: z.string().min(1).max(500).optional(),
  /** Seconds since the epoch, as far as JavaScript has dates. */
  Time: z.number().min(0).max(8.64e12).optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
})
type Entry = z.output<typeof Entry>

type Failure = { ErrorCode: string; ErrorMessage: string }
type Accepted = { entry: Entry; detail: Json; id: string; bus: string }

/** Each entry is accepted or refused by itself; what is accepted is stored for its targets before the answer leaves. */
export function putEvents({
  context,
  rules,
  delivery,
}: {
  context: CloudContext
  rules: RuleStore
  delivery: Delivery
}): Operation {
  const patterns = new Map<string, EventPattern>()
  const matches = (pattern: string, event: Json) => {
    const compiled = patterns.get(pattern) ?? compilePattern(JSON.parse(pattern))
    patterns.set(pattern, compiled)
    return compiled(event)
  }

  return parsedOperation({
    input: z.object({ Entries: z.array(Entry).default([]) }),
    access: ({ Entries }) =>
      (Array.isArray(Entries) ? Entries : []).map((entry) => ({
        action: 'events:PutEvents',
        resource: busArn(context, busName(textOf(entry, 'EventBusName'))),
        context: {
          'events:source': textOf(entry, 'Source') ?? '',
          'events:detail-type': textOf(entry, 'DetailType') ?? '',
        },
      })),

    run({ Entries }, { headers }) {
      const requestTrace = traceHeaderOf(headers)
      if (Entries.length === 0 || Entries.length > MAX_ENTRIES) {
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${Entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ENTRIES}`}`,
        )
      }
      const size = Entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0)
      if (size > MAX_BYTES) {
        throw new AwsError(
          'ValidationException',
          `Total size of the entries in the request is over the limit of ${MAX_BYTES} bytes.`,
        )
      }
      const known = new Set([DEFAULT_BUS, ...rules.buses().map(({ name }) => name)])
      const outcomes = Entries.map((entry) => accept(entry, known, context.ids.uuid()))
      transaction(context.database, () => {
        for (const outcome of outcomes)
          if ('id' in outcome) dispatchTo(outcome, outcome.entry.TraceHeader ?? requestTrace)
      })
      delivery.wake()
      return {
        FailedEntryCount: outcomes.filter((outcome) => 'ErrorCode' in outcome).length,
        Entries: outcomes.map((outcome) => ('id' in outcome ? { EventId: outcome.id } : outcome)),
      }
    },
  })

  function dispatchTo({ entry, detail, id, bus }: Accepted, traceHeader: string | undefined): void {
    const event: Json = {
      version: '0',
      id,
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: context.accountId,
      time: isoSeconds(entry.Time ? entry.Time * 1000 : context.clock.now()),
      region: context.region,
      resources: entry.Resources ?? [],
      detail,
    }
    for (const rule of rules.all()) {
      if (!rule.enabled || rule.bus !== bus || rule.pattern === null || !matches(rule.pattern, event)) continue
      for (const target of rule.targets) delivery.queue(rule, target, event, traceHeader)
    }
  }
}

/** Of an entry that was not parsed yet, and may be anything. */
function textOf(entry: unknown, member: keyof Entry): string | undefined {
  const value = (entry as Record<string, unknown> | null)?.[member]
  return typeof value === 'string' ? value : undefined
}

function accept(entry: Entry, known: Set<string>, id: string): Accepted | Failure {
  if (!entry.Source)
    return refuse('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.')
  if (!entry.DetailType)
    return refuse('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.')
  if (!entry.Detail)
    return refuse('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.')
  if (entry.Source.startsWith('aws.'))
    return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.')
  const bus = busName(entry.EventBusName)
  if (!known.has(bus)) return refuse('ResourceNotFoundException', `Event bus ${bus} does not exist.`)
  try {
    const detail: Json = JSON.parse(entry.Detail)
    if (isObject(detail)) return { entry, detail, id, bus }
  } catch {
    // The same answer as for JSON that is no object.
  }
  return refuse('MalformedDetail', 'Detail is malformed.')
}

const refuse = (ErrorCode: string, ErrorMessage: string): Failure => ({ ErrorCode, ErrorMessage })

const sizeOf = (entry: Entry): number =>
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (bytes, text) => bytes + Buffer.byteLength(text ?? ''),
    entry.Time ? 14 : 0,
  )
