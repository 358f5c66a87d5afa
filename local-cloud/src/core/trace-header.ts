/** What goes from hop to hop of a trace. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export interface TraceContext {
  /** `1-<8 hexadecimal digits>-<24>` */
  root: string
  /** The segment that calls. */
  parent: string | undefined
  /** Undefined while nobody has decided. */
  isSampled: boolean | undefined
}

const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i

/** Undefined for a header that names no trace. */
export function readTraceHeader(header: string | undefined): TraceContext | undefined {
  if (header === undefined) return undefined
  const parts = new Map(header.split(';').map((part) => part.trim().split('=', 2) as [string, string | undefined]))
  const root = parts.get('Root')
  if (root === undefined || !TRACE_ID.test(root)) return undefined
  const sampled = parts.get('Sampled')
  return {
    root,
    parent: parts.get('Parent'),
    isSampled: sampled === '1' || sampled === '0' ? sampled === '1' : undefined,
  }
}

export const writeTraceHeader = ({ root, parent, isSampled }: TraceContext): string =>
  [
    `Root=${root}`,
    ...(parent === undefined ? [] : [`Parent=${parent}`]),
    ...(isSampled === undefined ? [] : [`Sampled=${Number(isSampled)}`]),
  ].join(';')

/** The header of a request, whose values stand in a list or alone. */
export const traceHeaderOf = (
  headers: { [name: string]: string | string[] | undefined } | undefined,
): string | undefined => [headers?.['x-amzn-trace-id'] ?? []].flat().at(-1)

/** An id of a trace that begins at `now`, of twelve random bytes. */
export const newTraceRoot = (now: number, random: Buffer): string =>
  `1-${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}-${random.toString('hex')}`
