import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'

/** The source of every event of a service. Who may publish which of them is granted by detail type. */
export const SERVICE_SOURCE = 'tenantry.services'

/** An event that a service emits for a tenant: what others do about it, they do in that tenant's scope. */
export interface ServiceEvent<Data extends z.ZodMiniType = z.ZodMiniType> {
  /** EventBridge's detail type; unique among all services. */
  type: string
  /** What happened, besides the tenant: ids, so that a consumer reads the present state itself. */
  data: Data
  /** The member of `data` that names the entity concerned; operators see it beside a message that failed. */
  subject: keyof z.output<Data> & string
}

/** Declares an event; its service lists it in `emits`, consumers in `consumes`. */
export const defineEvent = <Data extends z.ZodMiniType<object>>(event: ServiceEvent<Data>): ServiceEvent<Data> => event

/** The envelope of a service's event as EventBridge delivers it. */
export const eventEnvelope = <Data extends z.ZodMiniType>({ type, data }: ServiceEvent<Data>) =>
  z.object({
    source: z.literal(SERVICE_SOURCE),
    'detail-type': z.literal(type),
    detail: z.object({ tenantId: TenantId, data }),
  })
