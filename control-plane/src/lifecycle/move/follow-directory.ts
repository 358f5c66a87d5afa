import * as z from 'zod/mini'
import { keepGoing } from '../../workflows/workflow.ts'
import { advance, type Outcome, type Work } from '../work.ts'
import type { DataPlace } from './data-place.ts'
import type { MoveServices } from './move-services.ts'

const LOOKS = 20
const LOOK_MS = 200
/** The application plane is asked again after so long, and after so long a move that can be undone is given up: its fence may hold writes. */
const ASK_AGAIN_MS = 60_000
const PATIENCE_MS = 300_000

/** The application plane does not hear of the tenant's place: its event cannot be sent, or the tenant directory fails. */
export class NotFollowed extends Error {
  override name = 'NotFollowed'
}

/** When the directory has come to a state, and for how many seconds it may still be worked by what it said before. */
interface Followed {
  at: number
  settleSeconds: number
}

/** Since when the directory is late, and when the application plane was asked last: milliseconds since the epoch. */
const Awaiting = z.object({ since: z.int(), askedAt: z.int() })

/**
 * Waits until the directory says what the tenant's record says. Answers how the step goes on where that takes longer: it is called again, and announces
 * the tenant's place once a minute. A step that can be undone throws NotFollowed after five minutes; `forever` is for those that lead out of a move.
 */
export async function followedBy(
  services: MoveServices,
  place: DataPlace,
  { tenant, workflow }: Work,
  { forever = false }: { forever?: boolean } = {},
): Promise<Followed | { waits: NonNullable<Outcome> }> {
  const { system } = services
  for (let look = 1; look <= LOOKS; look++) {
    if (look > 1) await system.sleep(LOOK_MS)
    const { entry, settleSeconds } = await place.ask('look', { tenantId: tenant.tenantId })
    if (entry && entry.sequence >= tenant.sequence) return { at: system.now(), settleSeconds }
  }
  const now = system.now()
  const { since, askedAt } = z.safeParse(Awaiting, workflow.progress.awaiting).data ?? { since: now, askedAt: now }
  if (!forever && now - since > PATIENCE_MS)
    throw new NotFollowed(
      `The application plane has not taken over change ${tenant.sequence} of the tenant. Look for failed messages of tenant-directory`,
    )
  const progressAt = (asked: number) => ({ ...workflow.progress, awaiting: { since, askedAt: asked } })
  if (now - askedAt < ASK_AGAIN_MS) return { waits: { ...LATER, progress: progressAt(askedAt) } }
  await advance(
    services,
    { tenant, workflow },
    { type: 'place-announced' },
    {
      workflow: (_tenant, at) => keepGoing(workflow, { progress: progressAt(now), at }),
      event: { type: 'sbt_aws_updateRequest' },
    },
  )
  return { waits: LATER }
}

/** The directory is late: look again. */
const LATER = { next: 'wait', seconds: 1 } as const
