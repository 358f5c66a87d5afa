import type { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import { accessLogsOf, functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import type { FindLines, FoundLine } from './find-lines.ts'
import type { FindTrace } from './find-trace.ts'
import { idsOf, storyLine } from './story-line.ts'

export interface StoryQuery {
  requestId: string
  /** Whose silo is asked, too, where they have one. */
  tenantId: string | null
  /** Milliseconds since the epoch; `to` is exclusive. */
  from: number
  to: number
}

/** A pattern takes 1,024 characters: ids of 36, each under a few names. */
const IDS_IN_PATTERN = 6
/** More than one request brings about; what a story does not tell then is said. */
const MOST_IDS = 48

/**
 * What was logged on the way of a request over all hops; null where there is no trace of it. The id may be the request's own, one of an event that
 * followed, or one of a function that worked for it: the lines with it name the id that everything began with, and that leads to all others.
 */
export const tellStory =
  ({ findLines, findTrace, stacks }: { findLines: FindLines; findTrace: FindTrace; stacks: string[] }) =>
  async ({ requestId, tenantId, from, to }: StoryQuery): Promise<StoryView | null> => {
    const places = (tenant: string | null) =>
      [...stacks, ...(tenant === null ? [] : [siloStackName(tenant)])].flatMap((stack) => [
        functionLogsOf(stack),
        accessLogsOf(stack),
      ])
    const begin = await findLines({ groups: places(tenantId), pattern: anyOf(nameIn(ANY_ID, requestId)), from, to })
    if (begin.lines.length === 0) return null

    const first = begin.lines.map(idsOf)
    const tenant = tenantId ?? first.find((ids) => ids.tenantId !== null)?.tenantId ?? null
    const origins = distinct(first.flatMap(({ correlationId, requestId: own }) => correlationId ?? own ?? []))
    const along = await search(origins.flatMap((id) => nameIn(ORIGIN, id)))
    const authorizers = distinct(along.lines.flatMap((line) => idsOf(line).authorizerRequestId ?? []))
    const decided = await search(authorizers.flatMap((id) => nameIn(CALL, id)))
    const calls = distinct([...first, ...along.lines.map(idsOf)].flatMap((ids) => ids.functionRequestIds))
    const reports = await search(calls.slice(0, MOST_IDS).flatMap((id) => nameIn(REPORT, id)))

    const all = distinctLines([...begin.lines, ...along.lines, ...decided.lines, ...reports.lines])
    const complete =
      begin.complete && along.complete && decided.complete && reports.complete && calls.length <= MOST_IDS
    const lines = all.flatMap((line) => storyLine(line) ?? [])
    const times = all.map(({ at }) => at)
    const trace = await findTrace({ origins, from: Math.min(...times), to: Math.max(...times) })
    return { requestId, tenantId: tenant, lines, trace, complete }

    async function search(conditions: string[]): ReturnType<FindLines> {
      const found: Awaited<ReturnType<FindLines>> = { lines: [], complete: true }
      for (let at = 0; at < conditions.length; at += IDS_IN_PATTERN) {
        const pattern = anyOf(conditions.slice(at, at + IDS_IN_PATTERN))
        const { lines, complete } = await findLines({ groups: places(tenant), pattern, from, to })
        found.lines.push(...lines)
        found.complete &&= complete
      }
      return found
    }
  }

const ORIGIN = ['correlationId', 'requestId']
const CALL = ['functionRequestId']
const REPORT = ['record.requestId']
const ANY_ID = [...ORIGIN, ...CALL, ...REPORT, 'usageId', 'authorizerRequestId']

const nameIn = (members: string[], id: string): string[] => members.map((member) => `($.${member} = "${id}")`)
const anyOf = (conditions: string[]): string => `{ ${conditions.join(' || ')} }`

const distinct = (ids: string[]): string[] => [...new Set(ids)]

/** Oldest first. The same line may be found by several of its ids. */
function distinctLines(lines: FoundLine[]): FoundLine[] {
  const byText = new Map(lines.map((line) => [`${line.group} ${line.stream} ${line.at} ${line.text}`, line]))
  return [...byText.values()].sort((one, other) => one.at - other.at)
}
