import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'

const RETRIES = 2
/** A wait longer than this is said to the person instead of being sat out. */
const LONGEST_SILENT_WAIT_SECONDS = 3

/** Reads are repeated where a moment later they may succeed: no connection, a throttled second, a failing service. Writes never are. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // The browser's own idea of being online is often wrong, and hides the message that says so.
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && isPassing(error),
        retryDelay: (failures, error) => 1000 * ((error instanceof ApiProblem && error.waitSeconds) || failures + 1),
      },
      mutations: { networkMode: 'always' },
    },
  })

function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  if (error.waitSeconds !== null) return error.waitSeconds <= LONGEST_SILENT_WAIT_SECONDS
  return error.code === 'UNAVAILABLE' || error.code === 'TIMEOUT'
}
