import type { RunMoveOperation } from './move-data-services.ts'

export const look: RunMoveOperation<'look'> = async ({ entryOf, settleSeconds }, { tenantId }) => {
  const entry = await entryOf(tenantId)
  if (!entry) return { entry: null, settleSeconds }
  const { deployment, journaled, sequence } = entry
  return { entry: { deployment, journaled, sequence }, settleSeconds }
}
