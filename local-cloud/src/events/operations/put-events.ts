import type { PutEventsRequest, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Operation } from '../../core/service.ts'
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

type Failure = { ErrorCode: string; ErrorMessage: string }
type Accepted = { entry: PutEventsRequestEntry; detail: Json; id: string; bus: string }

/** Each entry is accepted or refused by itself; what is accepted is stored for its targets before the answer leaves. */
export function putEvents({
  context,
  rules,
  delivery,
}: {
  context: CloudContext
  rules: RuleStore
  delivery: Delivery
}): Operation<PutEventsRequest> {
  const patterns = new Map<string, EventPattern>()
  const matches = (pattern: string, event: Json) => {
    const compiled = patterns.get(pattern) ?? compilePattern(JSON.parse(pattern))
    patterns.set(pattern, compiled)
    return compiled(event)
  }

  return {
    input: {
      Entries: { Time: true, Source: true, Resources: true, DetailType: true, Detail: true, EventBusName: true },
    },
    access: ({ Entries = [] }) =>
      Entries.map((entry) => ({
        action: 'events:PutEvents',
        resource: busArn(context, busName(entry.EventBusName)),
        context: { 'events:source': entry.Source ?? '', 'events:detail-type': entry.DetailType ?? '' },
      })),

    run({ Entries = [] }) {
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
        for (const outcome of outcomes) if ('id' in outcome) dispatchTo(outcome)
      })
      delivery.wake()
      return {
        FailedEntryCount: outcomes.filter((outcome) => 'ErrorCode' in outcome).length,
        Entries: outcomes.map((outcome) => ('id' in outcome ? { EventId: outcome.id } : outcome)),
      }
    },
  }

  function dispatchTo({ entry, detail, id, bus }: Accepted): void {
    const event: Json = {
      version: '0',
      id,
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: context.accountId,
      // Over the wire a timestamp is seconds since the epoch, whatever the SDK's type says.
      time: isoSeconds(entry.Time ? Number(entry.Time) * 1000 : context.clock.now()),
      region: context.region,
      resources: entry.Resources ?? [],
      detail,
    }
    for (const rule of rules.all()) {
      if (!rule.enabled || rule.bus !== bus || rule.pattern === null || !matches(rule.pattern, event)) continue
      for (const target of rule.targets) delivery.queue(rule, target, event)
    }
  }
}

function accept(entry: PutEventsRequestEntry, known: Set<string>, id: string): Accepted | Failure {
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

const sizeOf = (entry: PutEventsRequestEntry): number =>
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (bytes, text) => bytes + Buffer.byteLength(text ?? ''),
    entry.Time ? 14 : 0,
  )
