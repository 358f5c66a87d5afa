import Button from '@cloudscape-design/components/button'
import { USAGE_FORMATS, USAGE_LIMIT } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { saveFile } from '../../shared/app/save-file.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { downloadPages } from '../download-pages.ts'
import type { Interval } from '../intervals/interval.ts'
import { useSession } from '../session.tsx'

export interface UsageDownloadProps {
  tenantId: string
  query: Interval & { by: UsageInterval }
}

/** Saves the usage that is shown, all pages of it, for spreadsheets. */
export function UsageDownload({ tenantId, query }: UsageDownloadProps) {
  const { download } = useSession()
  const toast = useToast()
  const { busy, submit } = useSubmit(async () => {
    try {
      const { blob, isWhole } = await downloadPages(
        (page) =>
          download('listTenantUsage', { params: { id: tenantId }, query: { ...query, ...page, format: 'csv' } }),
        { type: USAGE_FORMATS.csv, limit: USAGE_LIMIT },
      )
      saveFile(blob, `usage-${tenantId}-${query.from.slice(0, 10)}-by-${query.by}.csv`)
      if (!isWhole) toast('warning', 'The file has only a part of the usage. Choose a shorter time.')
    } catch (error) {
      toast('error', problemText(error))
    }
  })
  return (
    <Button iconName="download" loading={busy} onClick={submit}>
      Download CSV
    </Button>
  )
}
