import {
  AUDIT_FORMATS,
  type AuditEntry,
  AuditQuery,
  NEXT_CURSOR_HEADER,
} from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import type { ReadAudit } from './audit-reader.ts'
import { written } from './formats.ts'

const Position = z.strictObject({ after: z.string() })

/** What makes it another list, of which cursors are its own. */
const LISTED_BY = Object.keys(AuditQuery.shape)

/** A page of what anybody changed, newest first: as JSON, or as rows for other programs, of which the first page has the heading. */
export const listAudit =
  ({ readAudit, cursors }: { readAudit: ReadAudit; cursors: Cursors }): ApiOperation =>
  async ({ query }) => {
    const { cursor, limit: _, ...asked } = query
    const list = ['audit', ...LISTED_BY.map((name) => asked[name])]
    const after = cursor === undefined ? null : (await cursors.decode(list, Position, cursor)).after
    const { format, ...filter } = parse(AuditQuery, asked)
    const { entries, next } = await readAudit({ filter, limit: readLimit(query), after })
    const nextCursor = next === null ? null : await cursors.encode(list, { after: next })
    if (format === undefined) return ok({ items: entries, nextCursor } satisfies Page<AuditEntry>)
    return {
      status: 200,
      text: written(format, entries, { isFirst: cursor === undefined }),
      headers: {
        'content-type': `${AUDIT_FORMATS[format]}; charset=utf-8`,
        ...(nextCursor !== null && { [NEXT_CURSOR_HEADER]: nextCursor }),
      },
    }
  }
