import Button from '@cloudscape-design/components/button'
import { COST_FORMATS } from '@tenantry/contracts/control-plane-api/cost-operations.ts'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { saveFile } from '../../shared/app/save-file.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { downloadPages } from '../download-pages.ts'
import { useSession } from '../session.tsx'
import { LIMIT } from './read-costs.ts'
import { useScope } from './use-scope.ts'

/** Saves the costs of the days that are looked at, in the columns of FOCUS 1.2 and `x_TenantId`. */
export function FocusDownload() {
  const { download } = useSession()
  const toast = useToast()
  const { scope } = useScope()
  const { busy, submit } = useSubmit(async () => {
    try {
      const { blob, isWhole } = await downloadPages(
        (page) => download('listCosts', { query: { ...scope, by: 'day', ...page, format: 'focus' } }),
        { type: COST_FORMATS.focus, limit: LIMIT },
      )
      saveFile(blob, `focus-${scope.from.slice(0, 10)}-to-${scope.to.slice(0, 10)}.csv`)
      if (!isWhole) toast('warning', 'The file has only a part of the costs. Choose fewer days.')
    } catch (error) {
      toast('error', problemText(error))
    }
  })
  return (
    <Button iconName="download" loading={busy} onClick={submit}>
      FOCUS export
    </Button>
  )
}
