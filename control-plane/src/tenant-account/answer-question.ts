import { type AccountAnswer, AccountQuestion } from '@tenantry/contracts/tenant-account.ts'
import * as z from 'zod/mini'
import { refusalOf } from './refusal-of.ts'
import { type Services as ReplaceServices, replaceRequest } from './replace-request.ts'
import { findServed, type Services as ShowServices, showAccount } from './show-account.ts'
import type { VerifyMember } from './verify-member.ts'

/** Shows a tenant's account to its admin, after it was changed where the question says so. */
export const answerQuestion =
  (services: ShowServices & ReplaceServices & { verify: VerifyMember }) =>
  async (event: unknown): Promise<AccountAnswer> => {
    const question = z.parse(AccountQuestion, event)
    try {
      const tenant = await findServed(services, question.tenantId)
      const userId = await services.verify(tenant, question.by.token)
      if (question.operation === 'ask') await replaceRequest(services, { ...question, tenant, userId })
      return { account: await showAccount(services, tenant) }
    } catch (error) {
      return refusalOf(error)
    }
  }
