import type { System } from '@tenantry/toolkit/system.ts'
import type { SiloServices } from '../../silos/make-silo.ts'
import type { ChangeTierServices } from '../change-tier/services.ts'
import type { DataPlaceOf } from './data-place.ts'

/** What the steps of a move need. It is a change of tier, too. */
export interface MoveServices extends ChangeTierServices, SiloServices {
  places: DataPlaceOf
  system: Pick<System, 'now' | 'uuid' | 'sleep'>
}
