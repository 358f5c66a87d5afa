import { waitUntil } from '../wait-since.ts'
import type { RunStep } from '../work.ts'
import { progressOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'

/** Waits until everybody works at the new place. The data at the old one stays until a person has decided. */
export const settleMove: RunStep<MoveServices> = async (services, work) =>
  waitUntil(services, progressOf(work).settledAt ?? 0) ?? { next: 'pause' }
