import { InvokeCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda'
import type { TenantState } from '@tenantry/contracts/events.ts'
import { type AdminOperation, type AdminRequest, tenantAdminsFunction } from '@tenantry/contracts/tenant-admins.ts'
import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { withCorrelation } from '@tenantry/toolkit/work.ts'
import * as z from 'zod/mini'
import type { Admins } from '../people/admins.ts'

/** What Lambda answers of a function that threw. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
const Thrown = z.object({ errorType: z.string(), errorMessage: z.string() })

/** Admins among a silo's own people: a function of the silo has the rights, and this plane only the right to ask it. */
export function siloAdmins(lambda: Pick<LambdaClient, 'send'>): Admins {
  async function ask(operation: AdminOperation, tenant: TenantState): Promise<void> {
    const request: z.input<typeof AdminRequest> = { operation, tenant }
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: tenantAdminsFunction(tenant.tenantId),
        Payload: JSON.stringify(withCorrelation(request)),
      }),
    )
    if (FunctionError) throw failureOf(Payload)
  }
  return {
    seed: (tenant) => ask('seed', tenant),
    async unseed(tenant) {
      try {
        await ask('unseed', tenant)
      } catch (error) {
        // The silo is gone, and its people with it.
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
    invite: (tenant) => ask('invite', tenant),
    inviteAgain: (tenant) => ask('invite-again', tenant),
    appoint: (tenant) => ask('appoint', tenant),
  }
}

function failureOf(payload: Uint8Array | undefined): Error {
  const thrown = z.safeParse(Thrown, JSON.parse(Buffer.from(payload ?? []).toString() || 'null')).data
  const error = new Error(thrown?.errorMessage ?? 'The function of the silo failed')
  if (thrown?.errorType === TRANSIENT_ERROR) error.name = TRANSIENT_ERROR
  return error
}
