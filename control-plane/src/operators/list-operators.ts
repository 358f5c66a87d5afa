import type { OperatorView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { decodeCursor, encodeCursor, type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { OperatorPool } from './operator-pool.ts'

const Position = z.strictObject({ after: z.string() })

/** Operators by e-mail. They are few: all are read for each page. */
export const listOperators =
  ({ operators }: { operators: Pick<OperatorPool, 'all'> }): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : decodeCursor(Position, query.cursor).after
    const behind = (await operators.all()).filter(({ email }) => email > after)
    const items = behind.slice(0, limit)
    const last = items.at(-1)
    const page: Page<z.infer<typeof OperatorView>> = {
      items,
      nextCursor: behind.length > limit && last ? encodeCursor({ after: last.email }) : null,
    }
    return ok(page)
  }
