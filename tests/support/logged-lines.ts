import { UsageLine } from '@tenantry/contracts/usage.ts'
import { vi } from 'vitest'
import * as z from 'zod/mini'

/** What Lambda tells a handler of its invocation. */
export const CONTEXT = { awsRequestId: 'function-request-1', getRemainingTimeInMillis: () => 60_000 }

/** What is logged from now on: the texts, the lines, and those of them that end a piece of work. */
export function loggedLines() {
  const texts: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    texts.push(
      ...String(chunk)
        .split('\n')
        .filter((line) => line.startsWith('{')),
    )
    return true
  })
  const lines = () => texts.map((text) => JSON.parse(text) as Record<string, unknown>)
  return {
    texts,
    lines,
    usage: () =>
      lines()
        .filter((line) => 'usage' in line)
        .map((line) => ({ ...line, ...z.parse(UsageLine, line) })),
  }
}
