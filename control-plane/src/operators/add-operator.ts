import { OperatorBody, type OperatorView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type * as z from 'zod/mini'
import type { OperatorPool } from './operator-pool.ts'

/** Invites an operator by mail. */
export const addOperator =
  ({ operators }: { operators: Pick<OperatorPool, 'add'> }): ApiOperation =>
  async ({ body }) => {
    const { email, role } = parse(OperatorBody, body)
    const operator: z.infer<typeof OperatorView> | null = await operators.add(email.toLowerCase(), role)
    if (!operator) throw new ApiError('CONFLICT', 'There is an operator with this e-mail.', { field: 'email' })
    return created(operator)
  }
