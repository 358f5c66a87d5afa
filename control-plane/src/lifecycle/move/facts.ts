import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { Deployment } from '@tenantry/contracts/deployment.ts'
import { Digest } from '@tenantry/contracts/move-data.ts'
import * as z from 'zod/mini'
import { SiloProgress } from '../../silos/make-silo.ts'
import { Input as ChangeInput, Progress as ChangeProgress } from '../change-tier/input.ts'
import type { Work } from '../work.ts'

/** What a move is asked for: a change of tier, and which kind of place serves the tenant afterwards. */
export const Input = z.object({ ...ChangeInput.shape, to: z.enum(['pool', 'silo']) })

export const inputOf = ({ workflow }: Work) => z.parse(Input, workflow.input)

/** How far a move is. */
export const Progress = z.object({
  ...ChangeProgress.shape,
  ...SiloProgress.shape,
  removalAskedIn: z.optional(z.int()),
  /** Where the tenant was served. */
  source: Deployment,
  /** Where it will be served. */
  target: Deployment,
  /** When nobody works any more by what the directory said before: milliseconds since the epoch. */
  settledAt: z._default(z.nullable(z.int()), null),
  /** Where the copy goes on; undefined before it has begun, null when it is complete. */
  cursor: z.optional(z.nullable(DataCursor)),
  copied: z._default(z.int(), 0),
  replayed: z._default(z.int(), 0),
  /** Since when the fence stands, and when the directory was changed. */
  fencedAt: z.optional(z.int()),
  switchedAt: z.optional(z.int()),
  /** Of an undo: when nobody works any more at the place that the data had gone to. */
  undoneAt: z.optional(z.int()),
  /** What was compared behind the fence. */
  digest: z.optional(Digest),
})
export type Progress = z.infer<typeof Progress>

export const progressOf = ({ workflow }: Work): Progress => z.parse(Progress, workflow.progress)

/** Undefined where the move has failed before it was clear from where to where it leads. */
export const progressIfAny = ({ workflow }: Work): Progress | undefined => z.safeParse(Progress, workflow.progress).data
