import { ConfirmBody, type RegistrationAnswer } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { requestedBy } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type * as z from 'zod/mini'
import { STRANGER } from '../tenants/audit.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { isCode } from './confirmation-code.ts'
import { alreadyConfirmed, noRegistration, registrationIdOf } from './find-registration.ts'
import { idTaken, nameTaken, type Services as SignUpServices, signUp } from './register.ts'
import { registrationStatus } from './registration-view.ts'
import type { UnconfirmedStore } from './unconfirmed-store.ts'

export interface Services extends SignUpServices {
  unconfirmed: Pick<UnconfirmedStore, 'get' | 'takeTry' | 'end'>
  workflows: Pick<WorkflowStore, 'get'>
}

type Answer = z.infer<typeof RegistrationAnswer>

/** Signs the tenant up for someone who has proved their address: from here on the name is theirs. Whoever confirms again gets the same answer. */
export const confirmRegistration =
  (services: Services): ApiOperation =>
  async (request) => {
    const id = registrationIdOf(request)
    const { code } = parse(ConfirmBody, request.body)
    const registration = await services.unconfirmed.get(id)
    if (!registration) return accepted(await confirmedBefore(services, id, code))

    const left = await services.unconfirmed.takeTry(registration)
    if (left === null) throw spent()
    if (!(await isCode(code, registration.codeHash))) throw wrong(left)
    const { tenantId, registrationId, tenantName, email, tier, codeHash } = registration
    const outcome = await signUp(services, {
      body: { tenantName, email, tier },
      ids: { tenantId, registrationId },
      registrar: { by: requestedBy(request, STRANGER), operatorId: null },
      proof: { codeHash, end: services.unconfirmed.end(id) },
    })
    switch (outcome.kind) {
      case 'signed-up':
        return accepted(outcome.answer)
      case 'name-taken':
        throw nameTaken()
      case 'id-taken':
        throw idTaken(tenantId)
      case 'confirmed-meanwhile':
        return accepted(await confirmedBefore(services, id, code))
      default:
        throw outcome satisfies never
    }
  }

async function confirmedBefore({ tenants, workflows }: Services, id: string, code: string): Promise<Answer> {
  const registration = await tenants.registration(id)
  if (!registration) throw noRegistration()
  const { registrationId, tenantId, workflowId, codeHash } = registration
  if (codeHash === undefined) throw alreadyConfirmed()
  if (!(await isCode(code, codeHash))) throw new ApiError('CODE_WRONG', 'The code is wrong.', { field: 'code' })
  const workflow = await workflows.get(tenantId, workflowId)
  if (!workflow) throw noRegistration()
  return { registrationId, tenantId, status: registrationStatus(workflow) }
}

const wrong = (left: number) =>
  left === 0
    ? spent()
    : new ApiError('CODE_WRONG', `The code is wrong. Tries that are left: ${left}.`, { field: 'code' })

const spent = () => new ApiError('CODE_SPENT', 'The code is no longer valid. Have another one sent.', { field: 'code' })
