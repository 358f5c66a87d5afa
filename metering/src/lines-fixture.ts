import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { IsService } from './count-for-tenant.ts'
import type { DriverUse } from './driver-use.ts'
import { HOUR, hoursNear, MINUTE } from './hours.ts'
import { hourMeter, type TenantHour } from './meter-hour.ts'
import { readFile } from './read-file.ts'

/** 29 November 2026, 10:00 UTC. */
export const TEN = Date.UTC(2026, 10, 29, 10)

/** A line of a usage file: an object, as functions, the gateway and Lambda write them. */
export type Line = Record<string, unknown>

export const usageLine = (fields: Line): Line => ({
  usage: 'request',
  usageId: 'req-1',
  time: new Date(TEN).toISOString(),
  tenantId: 't1',
  tier: 'basic',
  service: 'things',
  operation: 'listThings',
  status: 200,
  durationMs: 10,
  readUnits: 0.5,
  writeUnits: 0,
  bytesIn: 10,
  bytesOut: 100,
  logBytes: 400,
  functionRequestId: 'fn-1',
  correlationId: 'req-1',
  ...fields,
})

export const reportLine = (functionRequestId: string, time: number, billedDurationMs: number): Line => ({
  type: 'platform.report',
  time: new Date(time).toISOString(),
  record: { requestId: functionRequestId, status: 'success', metrics: { billedDurationMs, memorySizeMB: 512 } },
})

export const accessLine = (fields: Line): Line => ({
  requestId: 'req-1',
  functionRequestId: '-',
  method: 'GET',
  route: '/things',
  status: '200',
  latencyMs: '12',
  responseLength: '100',
  tenantId: 't1',
  tier: 'basic',
  at: String(TEN),
  ...fields,
})

export const operationOf = ({ method, route }: { method: string; route: string }) => ({
  service: 'things',
  operation: `${method} ${route}`,
})

export const ndjson = (lines: readonly Line[]): Uint8Array =>
  new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
export const zipped = (lines: readonly Line[]): Uint8Array => gzipSync(ndjson(lines))

/** What an hour is, from those files that have a line near it. */
export async function meter(
  hour: number,
  files: readonly Uint8Array[],
  isService: IsService = () => true,
): Promise<TenantHour[]> {
  const tenants = (await meterOf(hour, files, isService)).tenants()
  return tenants.toSorted((a, b) => String(a.tenantId).localeCompare(String(b.tenantId)))
}

/** And what bills of it are shared by. */
export const usesIn = async (hour: number, files: readonly Uint8Array[]): Promise<DriverUse[]> =>
  (await meterOf(hour, files, () => true)).uses()

async function meterOf(hour: number, files: readonly Uint8Array[], isService: IsService) {
  const meter = hourMeter(hour, operationOf, isService)
  for (const file of files) {
    const near = new Set<number>()
    const indexed: Parameters<typeof meter.take>[0][] = []
    await readFile(file, (record) => {
      for (const one of hoursNear(record.time)) near.add(one)
      indexed.push(record)
    })
    if (near.has(hour)) for (const record of indexed) meter.take(record)
  }
  return meter
}

const units = fc.integer({ min: 0, max: 20 }).map((halves) => halves / 2)

/** One invocation from which lines come: a request with its access line, messages of a queue with retries, a crash, a refusal. */
const invocation = fc.record({
  kind: fc.constantFrom('request', 'messages', 'crash', 'refused', 'lost'),
  at: fc.integer({ min: -HOUR, max: 2 * HOUR - 1 }),
  tenantId: fc.constantFrom('t1', 't2', null),
  operation: fc.constantFrom('listThings', 'getThing'),
  status: fc.constantFrom(200, 200, 200, 404, 429, 500),
  durations: fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 3 }),
  billed: fc.integer({ min: 0, max: 5_000 }),
  units,
  retriedAfter: fc.option(fc.integer({ min: 1_000, max: 25 * MINUTE })),
  logged: fc.integer({ min: 0, max: 1_000 }),
})

type Invocation = typeof invocation extends fc.Arbitrary<infer Drawn> ? Drawn : never

function linesOf(one: Invocation, n: number): Line[] {
  const { kind, tenantId, operation, status, billed, units: readUnits, retriedAfter, durations, logged } = one
  const at = TEN + one.at
  const fn = `fn-${n}`
  const time = (ms: number) => new Date(ms).toISOString()
  const common = { tenantId, operation, status, readUnits, logBytes: logged }
  switch (kind) {
    case 'request':
      return [
        usageLine({ ...common, usageId: `req-${n}`, time: time(at), durationMs: durations[0], functionRequestId: fn }),
        accessLine({ requestId: `req-${n}`, functionRequestId: fn, at: String(at - 5), status: String(status) }),
        reportLine(fn, at + 1, billed),
      ]
    case 'messages': {
      const attempt = (invocation: string, start: number) => [
        ...durations.map((durationMs, m) =>
          usageLine({
            ...common,
            usage: 'message',
            usageId: `msg-${n}-${m}`,
            time: time(start + m),
            durationMs,
            functionRequestId: invocation,
          }),
        ),
        reportLine(invocation, start + 10, billed),
      ]
      return [...attempt(fn, at), ...(retriedAfter === null ? [] : attempt(`${fn}-again`, at + retriedAfter))]
    }
    case 'crash':
      return [
        accessLine({ requestId: `req-${n}`, functionRequestId: fn, at: String(at), status: '502', tenantId: 't1' }),
        reportLine(fn, at + 1, billed),
      ]
    case 'refused':
      return [accessLine({ requestId: `req-${n}`, at: String(at), status: n % 2 ? '429' : '401' })]
    case 'lost':
      return [reportLine(fn, at, billed)]
    default:
      throw kind satisfies never
  }
}

export const load: fc.Arbitrary<Line[]> = fc.array(invocation, { maxLength: 40 }).map((all) => all.flatMap(linesOf))

/** Lines in files of any number, order and repetition. */
export const spread = (lines: readonly Line[]) =>
  fc.record({
    homes: fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }), {
      minLength: lines.length,
      maxLength: lines.length,
    }),
    order: fc.shuffledSubarray(
      lines.map((_, n) => n),
      { minLength: lines.length },
    ),
    isZipped: fc.boolean(),
    repeated: fc.nat(5),
  })

export function filesOf(
  lines: Line[],
  { homes, order, isZipped, repeated }: { homes: number[][]; order: number[]; isZipped: boolean; repeated: number },
): Uint8Array[] {
  const files = Array.from({ length: 6 }, (_, file): readonly Line[] =>
    order.filter((n) => homes[n]?.includes(file)).flatMap((n): Line[] => lines.slice(n, n + 1)),
  ).map((own) => (isZipped ? zipped(own) : ndjson(own)))
  return [...files, ...files.slice(repeated)]
}
