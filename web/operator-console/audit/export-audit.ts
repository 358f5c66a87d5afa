import {
  AUDIT_FORMATS,
  type AuditFilter,
  type AuditFormat,
  NEXT_CURSOR_HEADER,
} from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import type { Download } from '../../shared/api/api-client.ts'
import type { CONTROL_PLANE_API } from '../../shared/api/control-plane-api.ts'

/** A file of this many pages has up to 50,000 records: more than a spreadsheet likes, and less than a tab's memory. */
const MOST_PAGES = 500

/** Fetches the audit page by page, as a file. `isWhole` is false where there is more than one file should have. */
export async function exportAudit(
  download: Download<typeof CONTROL_PLANE_API>,
  query: AuditFilter,
  format: AuditFormat,
): Promise<{ blob: Blob; isWhole: boolean }> {
  const parts: string[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const { text, headers } = await download('listAudit', { query: { ...query, format, limit: 100, cursor } })
    parts.push(text)
    cursor = headers.get(NEXT_CURSOR_HEADER) ?? undefined
    if (cursor === undefined) break
  }
  return { blob: new Blob(parts, { type: AUDIT_FORMATS[format] }), isWhole: cursor === undefined }
}
