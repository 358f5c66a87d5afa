import { ACCOUNT_REFUSALS, type AccountRefusal } from '@tenantry/contracts/tenant-account.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import * as z from 'zod/mini'

const Code = z.enum(ACCOUNT_REFUSALS)

/** What the asker is told of an error that is their business; throws any other one. */
export function refusalOf(error: unknown): AccountRefusal {
  const code = error instanceof ApiError ? z.safeParse(Code, error.code).data : undefined
  if (!(error instanceof ApiError) || !code) throw error
  return { refusal: { code, message: error.message, ...(error.field !== undefined && { field: error.field }) } }
}
