import type { OperatorView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { OperatorPool } from './operator-pool.ts'

const LIST = ['operators']
const Position = z.strictObject({ after: z.string() })

/** Operators by e-mail. They are few: all are read for each page. */
export const listOperators =
  ({ operators, cursors }: { operators: Pick<OperatorPool, 'all'>; cursors: Cursors }): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : (await cursors.decode(LIST, Position, query.cursor)).after
    const behind = (await operators.all()).filter(({ email }) => email > after)
    const items = behind.slice(0, limit)
    const last = items.at(-1)
    const page: Page<z.infer<typeof OperatorView>> = {
      items,
      nextCursor: behind.length > limit && last ? await cursors.encode(LIST, { after: last.email }) : null,
    }
    return ok(page)
  }
