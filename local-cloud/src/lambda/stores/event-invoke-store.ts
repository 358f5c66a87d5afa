import type { CloudContext } from '../../core/cloud-context.ts'
import { ASYNCHRONOUS } from '../limits.ts'

export interface EventInvokeConfig {
  retries: number
  maxAgeSeconds: number
}

export type EventInvokeStore = ReturnType<typeof eventInvokeStore>

/** How functions are invoked asynchronously, where that was configured. */
export function eventInvokeStore({ database }: CloudContext) {
  database.exec(`CREATE TABLE IF NOT EXISTS lambda_event_invoke_configs (
    function_name TEXT PRIMARY KEY, retries INTEGER, max_age_seconds INTEGER)`)
  const read = database.prepare(
    'SELECT retries, max_age_seconds AS maxAgeSeconds FROM lambda_event_invoke_configs WHERE function_name = ?',
  )
  const write = database.prepare('INSERT OR REPLACE INTO lambda_event_invoke_configs VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM lambda_event_invoke_configs WHERE function_name = ?')
  return {
    get(functionName: string): EventInvokeConfig {
      const row = read.get(functionName)
      return {
        retries: Number(row?.retries ?? ASYNCHRONOUS.retries),
        maxAgeSeconds: Number(row?.maxAgeSeconds ?? ASYNCHRONOUS.maxAgeSeconds),
      }
    },
    has: (functionName: string): boolean => read.get(functionName) !== undefined,
    put(functionName: string, { retries, maxAgeSeconds }: Partial<EventInvokeConfig>): void {
      write.run(functionName, retries ?? null, maxAgeSeconds ?? null)
    },
    remove(functionName: string): void {
      remove.run(functionName)
    },
  }
}
