import type { MoveServices } from '@tenantry/control-plane/lifecycle/move/move-services.ts'

/** Of tests in which nothing moves. */
export const noMoves: Pick<MoveServices, 'places'> = {
  places: () => {
    throw new Error('Nothing moves here')
  },
}
