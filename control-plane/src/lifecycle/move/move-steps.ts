import { newKey } from '../change-tier/new-key.ts'
import type { RunStep } from '../work.ts'
import { announceMove } from './announce-move.ts'
import { catchUp } from './catch-up.ts'
import { cleanUp } from './clean-up.ts'
import { compensateMove } from './compensate-move.ts'
import { copyData } from './copy-data.ts'
import type { MoveServices } from './move-services.ts'
import { prepareTarget } from './prepare-target.ts'
import { raiseFence } from './raise-fence.ts'
import { releaseJournal } from './release-journal.ts'
import { settleMove } from './settle-move.ts'
import { switchPlace } from './switch-place.ts'
import { verifyCopy } from './verify-copy.ts'

/** What the steps of a move do. */
export const MOVE_STEPS = {
  'new-key': newKey,
  prepare: prepareTarget,
  announce: announceMove,
  copy: copyData,
  'catch-up': catchUp,
  fence: raiseFence,
  verify: verifyCopy,
  switch: switchPlace,
  settle: settleMove,
  release: releaseJournal,
  'clean-up': cleanUp,
  compensate: compensateMove,
} satisfies Record<string, RunStep<MoveServices>>
