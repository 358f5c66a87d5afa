import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { Page } from '../../../shared/app/page.tsx'
import type { Feature } from '../feature.ts'
import { useSession } from '../session/session.tsx'
import { FirstSteps } from './first-steps.tsx'

/** The start page of the app: first steps, what features show here, and the facts of the tenant. */
export function HomePage({ features }: { features: readonly Feature[] }) {
  const { tenant, me } = useSession()
  const actions = features.flatMap(({ name, home: { Actions } = {} }) => (Actions ? [<Actions key={name} />] : []))
  return (
    <Page
      title={tenant.name}
      documentTitle="Home"
      actions={
        actions.length > 0 && (
          <SpaceBetween direction="horizontal" size="xs">
            {actions}
          </SpaceBetween>
        )
      }
    >
      <FirstSteps steps={features.flatMap(({ home }) => home?.firstSteps ?? [])} />
      {features.map(({ name, home: { Sections } = {} }) => Sections && <Sections key={name} />)}
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
