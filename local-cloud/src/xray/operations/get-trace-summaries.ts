import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { only } from '../../core/only.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import type { TraceStore } from '../stores/trace-store.ts'
import { type Summary, summaryOf } from '../summary.ts'

const PAGE = 100
/** "The maximum time range is 24 hours." */
const LONGEST_SECONDS = 86_400

const Input = z.strictObject({
  /** Seconds since the epoch. */
  StartTime: z.number(),
  EndTime: z.number(),
  TimeRangeType: only('TraceId').optional(),
  FilterExpression: z.string().min(1).max(2_000).optional(),
  NextToken: z.string().optional(),
})

/** https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
export const getTraceSummaries = ({ context, traces }: { context: CloudContext; traces: TraceStore }): Operation =>
  parsedOperation({
    http: { method: 'POST', path: '/TraceSummaries' },
    access: () => [{ action: 'xray:GetTraceSummaries', resource: '*' }],
    input: Input,
    partly: 'without root causes; of filters annotations, responsetime, duration, service() and what went wrong',
    run({ StartTime, EndTime, TimeRangeType: _, FilterExpression, NextToken }) {
      if (StartTime > EndTime || EndTime - StartTime > LONGEST_SECONDS)
        throw invalidRequest('Time range must be from StartTime to EndTime, and at most 24 hours')
      const filter = FilterExpression === undefined ? undefined : parseFilter(FilterExpression)
      const found: Summary[] = []
      let processed = 0
      let passed = NextToken === undefined
      for (const trace of traces.traces(StartTime, EndTime)) {
        if (!passed) {
          passed = trace.id === NextToken
          continue
        }
        processed++
        const summary = summaryOf(trace)
        if (!filter || matchesFilter(filter, summary)) found.push(summary)
        if (found.length > PAGE) break
      }
      if (!passed) throw invalidRequest('Invalid next token')
      return {
        TraceSummaries: found.slice(0, PAGE).map((summary) => shownSummary(summary, context.accountId)),
        ApproximateTime: context.clock.now() / 1000,
        TracesProcessedCount: processed,
        ...(found.length > PAGE && { NextToken: found[PAGE - 1]?.id }),
      }
    },
  })

const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequestException', message)

function shownSummary(summary: Summary, AccountId: string): object {
  const { first, annotations } = summary
  const serviceId = (name: string, type?: string) => ({
    Name: name,
    Names: [name],
    AccountId,
    ...(type && { Type: type }),
  })
  const { request, response } = first?.http ?? {}
  const keys = new Set(annotations.map(({ key }) => key))
  return {
    Id: summary.id,
    StartTime: summary.start,
    Duration: summary.duration,
    ...(summary.responseTime !== undefined && { ResponseTime: summary.responseTime }),
    HasFault: summary.hasFault,
    HasError: summary.hasError,
    HasThrottle: summary.hasThrottle,
    IsPartial: summary.isPartial,
    Http: {
      ...(request?.url !== undefined && { HttpURL: request.url }),
      ...(response?.status !== undefined && { HttpStatus: response.status }),
      ...(request?.method !== undefined && { HttpMethod: request.method }),
      ...(request?.user_agent !== undefined && { UserAgent: request.user_agent }),
      ...(request?.client_ip !== undefined && { ClientIp: request.client_ip }),
    },
    Annotations: Object.fromEntries(
      [...keys].map((key) => [
        key,
        annotations
          .filter((one) => one.key === key)
          .map(({ value, service }) => ({ AnnotationValue: shownValue(value), ServiceIds: [serviceId(service)] })),
      ]),
    ),
    ServiceIds: summary.services.map(({ name, origin }) => serviceId(name, origin)),
    ...(first && { EntryPoint: serviceId(first.name, first.origin) }),
  }
}

function shownValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { StringValue: value }
  return typeof value === 'number' ? { NumberValue: value } : { BooleanValue: value }
}
