import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'

/** The source of every event of a service. Who may publish which of them is granted by detail type. */
export const SERVICE_SOURCE = 'tenantry.services'

/** An event that a service emits for a tenant: consumers act on it in that tenant's scope. */
export interface ServiceEvent<Type extends string = string, Data extends z.ZodMiniType = z.ZodMiniType> {
  /** EventBridge's detail type; unique among all services. */
  type: Type
  /** What happened, besides the tenant: ids, so that a consumer reads the present state itself. Operators see the first beside a message that failed. */
  data: Data
}

/** Declares an event; the route or worker that emits it lists it in `emits`, its consumers in `consumes`. */
export const defineEvent = <const Type extends string, Data extends z.ZodMiniType<object>>(
  event: ServiceEvent<Type, Data>,
): ServiceEvent<Type, Data> => event

/** The detail of a service's event on the bus. */
export const eventDetail = <Data extends z.ZodMiniType>({ data }: ServiceEvent<string, Data>) =>
  z.object({ tenantId: TenantId, data })
