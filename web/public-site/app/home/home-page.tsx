import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { Page } from '../../../shared/app/page.tsx'
import * as urls from '../../urls.ts'
import { useSession } from '../session/session.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LatestOrders } from './latest-orders.tsx'

/** Where a person begins: what is new, and what to do next. */
export function HomePage() {
  const { tenant, me } = useSession()
  const follow = useFollow()
  return (
    <Page
      title={tenant.name}
      documentTitle="Home"
      actions={
        <Button variant="primary" href={urls.newOrder()} onFollow={follow}>
          New order
        </Button>
      }
    >
      <FirstSteps />
      <LatestOrders />
      <Container header={<Header variant="h2">Your tenant</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Tier', value: me.tier },
            { label: 'Your role', value: me.role === 'TenantAdmin' ? 'Admin' : 'User' },
            { label: 'Tenant id', value: <Copyable value={tenant.tenantId} label="the tenant id" /> },
          ]}
        />
        <Box padding={{ top: 's' }} color="text-body-secondary" fontSize="body-s">
          Support asks for the tenant id.
        </Box>
      </Container>
    </Page>
  )
}
