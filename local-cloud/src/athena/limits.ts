// https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
export const LIMITS = {
  queryBytes: 262_144,
  /** "DML query timeout: 30 minutes" */
  queryMs: 30 * 60_000,
  /** Of what one query may hold in memory; beyond it the query writes to disk, and then fails. */
  memory: '512MB',
  spilled: '2GB',
  /** AWS runs 150 and more; the others wait in the queue here as there. */
  running: 2,
  /** Of a result; nothing that is read from a laptop's files needs more. */
  resultBytes: 256 * 1024 * 1024,
} as const

/** "The minimum is 10 MB". https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
export const LEAST_CUTOFF_BYTES = 10_000_000
