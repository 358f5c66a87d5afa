import { HOUR } from './hours.ts'
import { splitBilled } from './split-billed.ts'
import { byTime, type Work } from './work.ts'

/** Thousandths, which share a trace exactly. */
const ONE_TRACE = 1_000

/**
 * Thousandths of traces that began in an hour, by the tenants of the invocation whose work ended first: that of the trigger, request or batch that began it. A batch shares its trace evenly.
 * X-Ray bills each trace once, however many functions it goes through.
 */
export function tracesOf(hour: number, works: readonly Work[]): Map<string | null, number> {
  const sums = new Map<string | null, number>()
  const begun = works.filter(({ traceId }) => traceId !== null && isIn(hour, traceId))
  for (const group of Map.groupBy(begun, ({ traceId }) => traceId).values()) {
    const [first, ...others] = group.toSorted(byTime)
    if (!first) continue
    const own = [first, ...others.filter(({ functionRequestId }) => functionRequestId === first.functionRequestId)]
    // Of a message whose line is lost nobody knows whose it is.
    const subjects = Array.from({ length: Math.max(first.batch, own.length) }, (_, n) => own[n]?.tenantId ?? null)
    splitBilled(
      ONE_TRACE,
      subjects.map(() => 1),
    ).forEach((share, n) => {
      const subject = subjects[n] ?? null
      sums.set(subject, (sums.get(subject) ?? 0) + share)
    })
  }
  return sums
}

/** The id of a trace has the second in which it began. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids */
function isIn(hour: number, traceId: string): boolean {
  const began = Number.parseInt(traceId.slice(2, 10), 16) * 1_000
  return began >= hour && began < hour + HOUR
}
