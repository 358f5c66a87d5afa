import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import {
  ACCOUNT_FUNCTION,
  ACCOUNT_LISTS_FUNCTION,
  AccountAnswer,
  AccountListAnswer,
  type AccountListQuestion,
  type AccountQuestion,
  type AccountRefusal,
  type AccountView,
} from '@tenantry/contracts/tenant-account.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { withCorrelation } from '@tenantry/toolkit/work.ts'
import * as z from 'zod/mini'

/** Asks the control plane about the account of a tenant; throws what it refuses. */
export interface AskControlPlane {
  account(question: AccountQuestion): Promise<AccountView>
  page(question: AccountListQuestion): Promise<object>
}

export const askControlPlane = (lambda: Pick<LambdaClient, 'send'>): AskControlPlane => ({
  async account(question) {
    const answer = z.parse(AccountAnswer, await invoke(lambda, ACCOUNT_FUNCTION, question))
    if ('account' in answer) return answer.account
    throw errorOf(answer)
  },
  async page(question) {
    const answer = z.parse(AccountListAnswer, await invoke(lambda, ACCOUNT_LISTS_FUNCTION, question))
    if ('page' in answer) return answer.page
    throw errorOf(answer)
  },
})

async function invoke(lambda: Pick<LambdaClient, 'send'>, FunctionName: string, question: object): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(withCorrelation(question)) }),
  )
  if (FunctionError !== undefined)
    throw new ApiError('UNAVAILABLE', 'The account cannot be shown at the moment. Try again in a minute.')
  return JSON.parse(Payload?.transformToString() ?? 'null')
}

const errorOf = ({ refusal: { code, message, field } }: AccountRefusal): ApiError =>
  new ApiError(code, message, field === undefined ? {} : { field })
