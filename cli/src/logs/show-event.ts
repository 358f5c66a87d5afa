import { formatEntry, type Paint } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { type Entry, readEntry } from '@tenantry/local-cloud/command/logs/read-entry.ts'
import { jsonLine } from '../command/json-line.ts'
import type { FoundEvent } from './find-events.ts'

/** An event as a line for people, with its stack below; null for what says only that all is well. */
export function showEvent({ timestamp, source, message }: FoundEvent, paint: Paint): string | null {
  const entry = source.kind === 'api' ? ofAccessLine(message) : readEntry(message)
  return entry && formatEntry(new Date(timestamp).toISOString(), source.name, entry, paint)
}

/** An event as JSON for programs. */
export function eventAsJson({ timestamp, source, message }: FoundEvent): string {
  const { name, group } = source
  return jsonLine({
    time: new Date(timestamp).toISOString(),
    source: name,
    group,
    message: parseMessage(message),
  })
}

function ofAccessLine(message: string): Entry | null {
  const line = parseMessage(message)
  if (typeof line !== 'object' || line === null) return readEntry(message)
  const { method, route, status, requestId, tenantId, time: _, ...others } = line as Record<string, string>
  const level = Number(status) >= 500 ? 'ERROR' : Number(status) >= 400 ? 'WARN' : 'INFO'
  const fields = Object.entries({ tenantId, requestId, ...others }).filter(([, value]) => value !== '-')
  return { level, text: `${status} ${method} ${route}`, more: [], fields: Object.fromEntries(fields) }
}

function parseMessage(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return message
  }
}
