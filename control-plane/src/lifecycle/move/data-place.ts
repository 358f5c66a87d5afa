import type { Deployment } from '@tenantry/contracts/deployment.ts'
import type { DataAnswer, DataOperation, DataRequest } from '@tenantry/contracts/tenant-data.ts'
import type { TenantData } from '../data/tenant-data.ts'

/** A tenant's data in one place, as the function of that place works on it. */
export interface DataPlace {
  ask<Operation extends DataOperation>(
    operation: Operation,
    request: Omit<DataRequest<Operation>, 'operation'>,
  ): Promise<DataAnswer<Operation>>
}

export type DataPlaceOf = (deployment: Deployment) => DataPlace

/** Places by where a tenant is served: a move works on two of them. */
export const dataPlaces =
  (data: TenantData): DataPlaceOf =>
  (deployment) => ({
    ask: (operation, request) => data(deployment, { operation, ...request } as never),
  })
