import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { SERVICES, WORKERS } from '../product/services.ts'
import type { Route } from '../world/route.ts'

/** Whether work without a request changes what a route makes: the game goes on when that is done, or its pace would show in what is seen. */
export function isFinishedByWork(entity: AnyEntity, creation: Pick<Route, 'operation'>): boolean {
  const routes = SERVICES.flatMap((service) => service.routes)
  const emitted = routes.find(({ operation }) => operation === creation.operation)?.emits ?? []
  return WORKERS.some(
    ({ worker }) =>
      worker.consumes.some((event) => emitted.includes(event)) &&
      worker.needs.some(({ table, actions }) => table === entity && actions.includes('UpdateItem')),
  )
}
