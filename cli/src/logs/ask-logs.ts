import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import * as z from 'zod'
import { type FoundEvent, findEvents } from './find-events.ts'
import type { LogSource } from './log-sources.ts'

export interface Question {
  sources: LogSource[]
  tenantIds: string[] | null
  functionName: string | null
  /** A request id, or how it begins. */
  request: string | null
}

const AccessLine = z.object({
  requestId: z.string(),
  authorizerRequestId: z.string().optional(),
  functionRequestId: z.string().optional(),
})
const IDS = Object.keys(AccessLine.shape)

/** A pattern has at most 1,024 characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const IDS_IN_PATTERN = 5
const MOST_IDS = 50

/**
 * Answers what the logs hold about a question since a time; may be asked again. A request has one id at the API and one for each function
 * that worked for it, which the access log joins: whichever is asked for, the others are found too.
 */
export function askLogs(
  client: CloudWatchLogsClient,
  { sources, tenantIds, functionName, request }: Question,
): (since: number) => Promise<FoundEvent[]> {
  const apis = sources.filter(({ kind }) => kind === 'api')
  const asked = functionName === null ? sources : sources.filter((source) => isCalled(source, functionName))
  if (asked.length === 0) {
    const names = sources.map(({ name }) => name).sort()
    throw new Error(`There is no function "${functionName}". The functions and APIs are: ${names.join(', ')}.`)
  }
  const ids = new Set<string>()
  return async (since) => {
    if (request !== null) {
      const lines = await findEvents(client, apis, anyOf(IDS.map((name) => startsWith(name, request))), since)
      for (const { message } of lines) for (const id of idsIn(message)) ids.add(id)
    }
    if (ids.size > MOST_IDS) throw new Error(`More than ${MOST_IDS} ids begin with "${request}". Give more of it.`)
    const ofTenant = (tenantIds ?? []).map((id) => `$.tenantId = "${id}"`)
    const found = new Map<string, FoundEvent>()
    for (const ofRequest of request === null ? [[]] : conditionsOf(request, [...ids])) {
      const parts = [ofRequest, ofTenant].filter((one) => one.length > 0).map((one) => `(${one.join(' || ')})`)
      const pattern = parts.length === 0 ? '' : `{ ${parts.join(' && ')} }`
      for (const event of await findEvents(client, asked, pattern, since)) found.set(event.id, event)
    }
    return [...found.values()].sort((a, b) => a.timestamp - b.timestamp)
  }
}

/** In lists that are short enough for a pattern each. */
function conditionsOf(request: string, ids: string[]): string[][] {
  const lists = [[startsWith('requestId', request)]]
  for (let at = 0; at < ids.length; at += IDS_IN_PATTERN) {
    lists.push(ids.slice(at, at + IDS_IN_PATTERN).flatMap(sameId))
  }
  return lists
}

const isCalled = ({ name }: LogSource, wanted: string) => name === wanted || name.endsWith(`/${wanted}`)
const startsWith = (name: string, text: string) => `$.${name} = "${text}*"`
const anyOf = (conditions: string[]) => `{ ${conditions.join(' || ')} }`

/** An application's lines and Lambda's own: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
const sameId = (id: string) => [`$.requestId = "${id}"`, `$.record.requestId = "${id}"`]

/** `-` stands for none. */
const idsIn = (message: string): string[] =>
  Object.values(AccessLine.parse(JSON.parse(message))).filter((id) => id !== undefined && id !== '-')
