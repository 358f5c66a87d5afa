import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { When } from '../../shared/app/when.tsx'
import { isFiring } from '../alarms/alarm-list.ts'
import { useAlarms } from '../alarms/use-alarms.ts'
import * as urls from '../urls.ts'

/** The alarms that fire; nothing stands here when none does. */
export function FiringAlarms() {
  const follow = useFollow()
  const firing = useAlarms().data?.filter(isFiring) ?? []
  if (firing.length === 0) return null
  const isTaken = firing.every(({ acknowledged }) => acknowledged !== null)
  return (
    <Alert
      type={isTaken ? 'warning' : 'error'}
      header={firing.length === 1 ? 'An alarm fires' : `${firing.length} alarms fire`}
      action={
        <Link href={urls.alarms()} onFollow={follow}>
          All alarms
        </Link>
      }
    >
      {firing.map(({ name, since, acknowledged }) => (
        <div key={name}>
          {name} since <When at={since} />
          {acknowledged && `, ${acknowledged.by} takes care of it`}
        </div>
      ))}
    </Alert>
  )
}
