import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import {
  AUDIT_FORMATS,
  type AuditFilter,
  type AuditFormat,
} from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { useState } from 'react'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { saveFile } from '../../shared/app/save-file.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { downloadPages } from '../download-pages.ts'
import { useSession } from '../session.tsx'

const LABELS: Record<AuditFormat, string> = { csv: 'CSV, for spreadsheets', ndjson: 'NDJSON, for programs' }

/** Saves what the audit is narrowed to as a file. */
export function ExportButton({ query }: { query: AuditFilter }) {
  const { download } = useSession()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(format: AuditFormat) {
    setBusy(true)
    try {
      const { blob, isWhole } = await downloadPages(
        (page) => download('listAudit', { query: { ...query, ...page, format } }),
        { type: AUDIT_FORMATS[format], limit: 100 },
      )
      saveFile(blob, `audit-${new Date().toISOString().slice(0, 10)}.${format}`)
      if (!isWhole)
        toast('warning', 'The file has the newest changes only. Narrow the audit by day to export earlier ones.')
    } catch (error) {
      toast('error', problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ButtonDropdown
      loading={isBusy}
      items={(Object.keys(AUDIT_FORMATS) as AuditFormat[]).map((id) => ({ id, text: LABELS[id] }))}
      onItemClick={({ detail }) => void save(detail.id as AuditFormat)}
    >
      Export
    </ButtonDropdown>
  )
}
