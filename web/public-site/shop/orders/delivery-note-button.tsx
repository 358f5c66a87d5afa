import Button from '@cloudscape-design/components/button'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { lackText } from '../../app/not-in-plan.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'

/** Leads to the delivery note of an order; where the plan has none, it says so. */
export function DeliveryNoteButton({ id }: { id: string }) {
  const { lacks } = useSession()
  const follow = useFollow()
  const lacked = lacks('getDeliveryNote')
  return lacked ? (
    <Button disabled disabledReason={lackText(lacked)}>
      Delivery note
    </Button>
  ) : (
    <Button href={urls.deliveryNote(id)} onFollow={follow}>
      Delivery note
    </Button>
  )
}
