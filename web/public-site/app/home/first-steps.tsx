import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import type { FirstStep } from '../feature.ts'
import { useSession } from '../session/session.tsx'

/** What the admin of a new tenant does first. Disappears when all of it is done. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  const { tenant, api, may } = useSession()
  const follow = useFollow()
  const { data } = useQuery({
    queryKey: ['first-steps', tenant.tenantId],
    enabled: may('inviteUser'),
    // Any page may have completed a step since.
    staleTime: 0,
    queryFn: ({ signal }) => Promise.all(steps.map((step) => step.isDone(api, signal))),
  })
  if (!data || data.every((isDone) => isDone)) return null
  return (
    <Container header={<Header variant="h2">First steps</Header>}>
      <SpaceBetween size="s">
        {steps.map(({ text, action, href }, at) => (
          <SpaceBetween key={text} direction="horizontal" size="m" alignItems="center">
            <StatusIndicator type={data[at] ? 'success' : 'pending'}>{text}</StatusIndicator>
            {!data[at] && (
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
