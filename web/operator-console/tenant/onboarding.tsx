import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Steps, { type StepsProps } from '@cloudscape-design/components/steps'
import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../shared/api/api-client.ts'
import type { CONTROL_PLANE_API } from '../../shared/api/control-plane-api.ts'
import type { Tenant } from '../models.ts'
import { useSession } from '../session.tsx'

type Step = AnswerOf<typeof CONTROL_PLANE_API, 'getRegistration'>['steps'][number]

const TITLES: Record<Step['name'], string> = {
  'api-key': 'API key on the plan of its tier',
  'app-plane': 'Directory entry, first person and membership',
  activate: 'Activation, then the invitation',
}
const LOOKS: Record<Step['status'], StepsProps.Status> = {
  pending: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
}

/** How far an onboarding is, and where it stopped. */
export function Onboarding({ tenant: { registrationId, status } }: { tenant: Tenant }) {
  const { controlPlane } = useSession()
  const { data } = useQuery({
    queryKey: ['registration', registrationId],
    queryFn: ({ signal }) => controlPlane('getRegistration', { params: { id: registrationId } }, { signal }),
    refetchInterval: status === 'provisioning' ? 1_000 : false,
  })
  if (!data) return null
  return (
    <Container header={<Header variant="h2">Onboarding</Header>}>
      <Steps
        ariaLabel="Steps of the onboarding"
        steps={data.steps.map((step) => ({
          status: LOOKS[step.status],
          statusIconAriaLabel: step.status,
          header: TITLES[step.name],
          details: step.error,
        }))}
      />
    </Container>
  )
}
