import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { Page } from '../../shared/app/page.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { may } from '../may.ts'
import type { Alarm } from '../models.ts'
import { useSession } from '../session.tsx'
import { AcknowledgeDialog } from './acknowledge-dialog.tsx'
import { ALARM_COLUMNS, actionsColumn } from './alarm-columns.tsx'
import { useAlarms } from './use-alarms.ts'

/** The alarms of the deployment; those that fire stand first. */
export function AlarmsPage() {
  const { operator } = useSession()
  const { data, error, isPending, isFetching, refetch } = useAlarms()
  const [taken, setTaken] = useState<Alarm | null>(null)
  const take = may(operator.role, 'acknowledgeAlarm') ? setTaken : null
  return (
    <Page
      title="Alarms"
      description="What watches the deployment. Each alarm that fires is mailed to the operators, too."
      actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={() => void refetch()} />}
    >
      {error && !data ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <ListTable
          label="Alarms"
          items={data ?? []}
          rowId={({ name }) => name}
          isLoading={isPending}
          empty={<EmptyState title="There are no alarms">They come with the deployment.</EmptyState>}
          columns={[...ALARM_COLUMNS, actionsColumn(take)]}
        />
      )}
      {taken && <AcknowledgeDialog alarm={taken} onClose={() => setTaken(null)} />}
    </Page>
  )
}
