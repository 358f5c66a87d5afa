import { type Named, namedTenants, wordsOf } from './named-tenants.ts'
import type { Told } from './read-count.ts'

/** An invocation, and what the calls took that came from it. */
export interface Invocation {
  functionName: string
  /** As which its calls name it. */
  segment: string
  startedAt: number
  /** When it began, until it has ended. */
  endedAt: number
  messageIds: string[]
  /** The trace that it belongs to, and those of its messages. */
  root: string
  causes: string[]
  /** Null: the process was killed before it ended. */
  billedMs: number | null
  memoryMb: number
  isArm: boolean
  logBytes: number
  readUnits: number
  writeUnits: number
  /** Tenants by the tags of the sessions that it called with. */
  tenants: Set<string>
  /** Tenants by what it was given and what it answered. */
  named: Named
  /** Words of the partition keys that it called with, of which some are tenants. */
  words: Set<string>
}

/** Invocations by their request ids. A call is known by the segment that its trace header names as the parent: all is traced here. */
export function countInvocations(told: readonly Told[]): Map<string, Invocation> {
  const byId = new Map<string, Invocation>()
  const bySegment = new Map<string, Invocation>()
  for (const use of told) {
    if (use.type === 'invocation-start') {
      const { functionName, at: startedAt, messageIds, memoryMb, isArm, payload } = use
      const nothing = { billedMs: null, logBytes: 0, readUnits: 0, writeUnits: 0 }
      const known = { tenants: new Set<string>(), named: namedTenants(payload, null), words: new Set<string>() }
      const segment = parentIn(use.traceHeader)
      const times = { startedAt, endedAt: startedAt }
      const [root = '', ...causes] = [use.traceHeader, ...use.links].map(rootIn)
      const what = { functionName, segment, messageIds, memoryMb, isArm }
      const invocation = { ...what, ...times, root, causes, ...nothing, ...known }
      byId.set(use.functionRequestId, invocation)
      if (bySegment.has(segment)) throw new Error(`Two invocations are the segment ${segment}.`)
      bySegment.set(segment, invocation)
    }
    if (use.type === 'invocation-end') {
      const invocation = byId.get(use.functionRequestId)
      if (!invocation) continue
      Object.assign(invocation, { billedMs: use.billedMs, logBytes: use.logBytes, endedAt: use.at })
      invocation.named.tenants.push(...namedTenants('', use.answer).tenants)
    }
    if (use.type === 'units') {
      // Without a header it is the test itself that calls.
      if (use.traceHeader === null) continue
      const invocation = bySegment.get(parentIn(use.traceHeader))
      if (!invocation) throw new Error(`Nobody is known who called with ${use.traceHeader}.`)
      invocation.readUnits += use.read
      invocation.writeUnits += use.write
      if (use.tags.TenantId) invocation.tenants.add(use.tags.TenantId)
      for (const word of wordsOf(use.keys)) invocation.words.add(word)
    }
  }
  return byId
}

export const rootIn = (header: string): string => /Root=([0-9a-f-]+)/.exec(header)?.[1] ?? header
export const parentIn = (header: string): string => /Parent=([0-9a-f]+)/.exec(header)?.[1] ?? header
