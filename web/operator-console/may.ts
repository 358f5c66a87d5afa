import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { mayCall } from '@tenantry/contracts/may.ts'

/** Answers whether an operator's role may call an operation of the control plane. */
export const may = mayCall(CONTROL_PLANE_ROUTES)
