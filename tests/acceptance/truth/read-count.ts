import { readFileSync } from 'node:fs'
import type { Use } from '@tenantry/local-cloud/core/use.ts'

/** What the local cloud told until now, and usage lines as they were logged. */
export type Told = Use | { type: 'line'; message: string }

/** The file's entries; its process may have been killed in the middle of the last one. */
export function readCount(file: string): Told[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Told)
}

/** Invocations that have begun and not ended. */
export function openInvocations(told: readonly Told[]): string[] {
  const open = new Set<string>()
  for (const use of told) {
    if (use.type === 'invocation-start') open.add(use.functionRequestId)
    if (use.type === 'invocation-end') open.delete(use.functionRequestId)
  }
  return [...open]
}
