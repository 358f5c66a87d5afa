import Button from '@cloudscape-design/components/button'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'

export function NewOrderButton() {
  const { may } = useSession()
  const follow = useFollow()
  if (!may('placeOrder')) return null
  return (
    <Button variant="primary" href={urls.newOrder()} onFollow={follow}>
      New order
    </Button>
  )
}
