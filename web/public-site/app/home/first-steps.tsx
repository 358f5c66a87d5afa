import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import * as urls from '../../urls.ts'
import { useSession } from '../session/session.tsx'

/** What an admin of a new tenant does first; gone when it is done. */
export function FirstSteps() {
  const { tenant, api, isAdmin } = useSession()
  const follow = useFollow()
  const { data } = useQuery({
    queryKey: ['first-steps', tenant.tenantId],
    enabled: isAdmin,
    queryFn: async ({ signal }) => {
      const one = { query: { limit: 2 } }
      const [products, orders, people] = await Promise.all([
        api('listProducts', one, { signal }),
        api('listOrders', one, { signal }),
        api('listUsers', one, { signal }),
      ])
      return { product: products.items.length > 0, order: orders.items.length > 0, people: people.items.length > 1 }
    },
  })
  if (!data || (data.product && data.order && data.people)) return null
  const steps = [
    { done: data.product, text: 'Add what you sell', action: 'Add a product', href: urls.newProduct() },
    { done: data.order, text: 'Take an order', action: 'New order', href: urls.newOrder() },
    { done: data.people, text: 'Bring your people in', action: 'Invite somebody', href: urls.people() },
  ]
  return (
    <Container header={<Header variant="h2">First steps</Header>}>
      <SpaceBetween size="s">
        {steps.map(({ done, text, action, href }) => (
          <SpaceBetween key={text} direction="horizontal" size="m" alignItems="center">
            <StatusIndicator type={done ? 'success' : 'pending'}>{text}</StatusIndicator>
            {!done && (
              <Button variant="inline-link" href={href} onFollow={follow}>
                {action}
              </Button>
            )}
          </SpaceBetween>
        ))}
      </SpaceBetween>
    </Container>
  )
}
