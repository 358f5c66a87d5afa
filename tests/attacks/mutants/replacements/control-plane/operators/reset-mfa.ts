import { changeOperators } from '@tenantry/control-plane/operators/change-operators.ts'
import { operatorOf } from '@tenantry/control-plane/operators/operator.ts'
import type { resetMfa } from '@tenantry/control-plane/operators/reset-mfa.ts'
import { noContent } from '@tenantry/toolkit/http.ts'

/** Operators have their own authenticator app forgotten, too. */
export const ownToo: typeof resetMfa = (services) => async (request) => {
  const { id = '' } = request.params
  await changeOperators(services, operatorOf(request), () => services.operators.forgetDevice(id))
  return noContent()
}
