import type { DirectoryEntry } from './directory-entry.ts'

/** The tenant, while it is one that the pool serves. A suspended tenant's work waits: its messages end in the dead-letter queue, for a redrive. */
export const servedTenant = (entry: DirectoryEntry | undefined): DirectoryEntry | undefined =>
  entry?.status === 'active' && entry.deployment === 'pool' ? entry : undefined
