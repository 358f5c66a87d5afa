import { type Nested, nestSegments } from '@tenantry/contracts/control-plane-api/nest-segments.ts'
import type { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { formatEntry, type Paint, printable } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { readEntry } from '@tenantry/local-cloud/command/logs/read-entry.ts'

type Segment = NonNullable<StoryView['trace']>['segments'][number]

/** A story as lines for people: what was logged, as `tenantry logs` shows it, then the trace as a tree. */
export function formatStory({ requestId, tenantId, lines, complete, trace }: StoryView, paint: Paint): string {
  const head = printable(`Request ${requestId}${tenantId === null ? '' : ` of tenant ${tenantId}`}`)
  const logged = lines.map((line) => {
    const entry = readEntry(JSON.stringify({ ...line.fields, level: line.level, message: line.message }))
    return entry ? formatEntry(line.time, line.function, entry, paint) : ''
  })
  const traced = trace
    ? ['', printable(`Trace ${trace.traceId}`), ...nestSegments(trace.segments).map((one) => lineOf(one, paint))]
    : ['', 'It was not traced.']
  const rest = complete
    ? []
    : ['', 'There may be more lines: the search ended before it had read all logs. Narrow it with --tenant and --at.']
  return [head, '', ...logged.filter(Boolean), ...rest, ...traced].map((line) => line.trimEnd()).join('\n')
}

function lineOf({ segment, depth }: Nested<Segment>, paint: Paint): string {
  const { name, startMs, endMs, error, fault } = segment
  const times = `${String(Math.round(startMs)).padStart(7)} +${Math.round(endMs - startMs)} ms`.padEnd(20)
  const outcome = fault ? paint.level('ERROR', '  fault') : error ? paint.level('WARN', '  error') : ''
  return `${times}${'  '.repeat(depth)}${printable(name)}${outcome}`
}
