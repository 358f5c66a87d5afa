import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import type { Column } from '../../shared/app/list-table.tsx'
import { When } from '../../shared/app/when.tsx'
import type { Alarm } from '../models.ts'
import * as urls from '../urls.ts'
import { incidentOf, isFiring, paragraphOf } from './alarm-list.ts'
import { AlarmState } from './alarm-state.tsx'

export const ALARM_COLUMNS: Column<Alarm>[] = [
  {
    id: 'name',
    header: 'Alarm',
    isRowHeader: true,
    minWidth: 200,
    cell: ({ name, description }) => (
      <div className="long-name">
        {name}
        <Box color="text-body-secondary" fontWeight="normal">
          {description}
        </Box>
      </div>
    ),
  },
  { id: 'state', header: 'State', minWidth: 150, cell: (alarm) => <AlarmState alarm={alarm} /> },
  { id: 'since', header: 'Since', cell: ({ since }) => <When at={since} /> },
  { id: 'reason', header: 'Reason', minWidth: 200, cell: (alarm) => (isFiring(alarm) && alarm.reason) || '—' },
]

/** What leads on from an alarm: what it hurts, what to do, and that somebody does it; null for those who may not take it on. */
export const actionsColumn = (take: ((alarm: Alarm) => void) | null): Column<Alarm> => ({
  id: 'actions',
  header: 'Actions',
  minWidth: 150,
  cell: (alarm) => <Actions alarm={alarm} take={take} />,
})

function Actions({ alarm, take }: { alarm: Alarm; take: ((alarm: Alarm) => void) | null }) {
  const follow = useFollow()
  const isOpen = isFiring(alarm) && alarm.acknowledged === null
  return (
    <>
      {isFiring(alarm) && (
        <div>
          <Link
            href={urls.incidents(incidentOf(alarm, new Date()))}
            ariaLabel={`Who is hurt while ${alarm.name} fires`}
            onFollow={follow}
          >
            Who is hurt
          </Link>
        </div>
      )}
      <div>
        <Link href={urls.guide(paragraphOf(alarm))} ariaLabel={`What to do about ${alarm.name}`} onFollow={follow}>
          What to do
        </Link>
      </div>
      {take && isOpen && (
        <Button variant="inline-link" ariaLabel={`Acknowledge ${alarm.name}`} onClick={() => take(alarm)}>
          Acknowledge
        </Button>
      )}
    </>
  )
}
