import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import type { Deployment } from '@tenantry/contracts/deployment.ts'
import {
  type DataAnswer,
  type DataOperation,
  type DataRequest,
  TENANT_DATA,
  tenantDataFunction,
} from '@tenantry/contracts/tenant-data.ts'
import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { TransientError } from '@tenantry/toolkit/transient.ts'
import { withCorrelation } from '@tenantry/toolkit/work.ts'
import * as z from 'zod/mini'

/** Has the place that serves a tenant do something with the tenant's data. Takes up to twelve minutes. */
export type TenantData = <Operation extends DataOperation>(
  deployment: Deployment,
  request: DataRequest<Operation> & { operation: Operation },
) => Promise<DataAnswer<Operation>>

/** How Lambda tells that a function threw. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
const Thrown = z.object({ errorType: z._default(z.string(), 'Error'), errorMessage: z._default(z.string(), '') })

/** What happened to the function, rather than in it, or that another run of the step has taken over: the next call may go well. */
const PASSING = [TRANSIENT_ERROR, 'TakenOver', 'Runtime.ExitError', 'Sandbox.Timedout']

/** The function of a tenant's data threw. */
export class DataOperationFailed extends Error {
  override name = 'DataOperationFailed'
}

export const tenantData =
  (lambda: Pick<LambdaClient, 'send'>): TenantData =>
  async (deployment, request) => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: tenantDataFunction(deployment),
        Payload: JSON.stringify(withCorrelation(request)),
      }),
    )
    const answer: unknown = JSON.parse(Payload?.transformToString() || 'null')
    if (FunctionError === undefined) return z.parse(TENANT_DATA[request.operation].answer, answer) as never
    const { errorType, errorMessage } = z.parse(Thrown, answer)
    const error = new DataOperationFailed(`${request.operation}: ${errorType}: ${errorMessage}`)
    throw PASSING.includes(errorType) ? new TransientError(error) : error
  }
