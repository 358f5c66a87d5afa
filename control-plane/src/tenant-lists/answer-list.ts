import { type AccountListAnswer, AccountListQuestion } from '@tenantry/contracts/tenant-account.ts'
import * as z from 'zod/mini'
import { refusalOf } from '../tenant-account/refusal-of.ts'
import { findServed } from '../tenant-account/show-account.ts'
import type { VerifyMember } from '../tenant-account/verify-member.ts'
import { listOfAccount, type Services } from './list-of-account.ts'

const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.nullable(z.string()) })

/** Answers a page of a list of a tenant's account to its admin. */
export const answerList =
  (services: Services & { verify: VerifyMember }) =>
  async (event: unknown): Promise<AccountListAnswer> => {
    const question = z.parse(AccountListQuestion, event)
    try {
      const tenant = await findServed(services, question.tenantId)
      await services.verify(tenant, question.by.token)
      return { page: z.parse(Page, await listOfAccount(services, question)) }
    } catch (error) {
      return refusalOf(error)
    }
  }
