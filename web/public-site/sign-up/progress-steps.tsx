import type { RegistrationView } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import type * as z from 'zod/mini'
import './progress-steps.css'

type Registration = z.infer<typeof RegistrationView>
type Step = Registration['steps'][number]

const TITLES: Record<Step['name'], string> = {
  preflight: 'Looking for room',
  stack: 'Making resources that are yours alone',
  'api-key': 'Setting your rate and quota aside',
  'app-plane': 'Making your space and your account',
  activate: 'Opening it to you',
}

const STATES: Record<Step['status'], string> = {
  pending: 'not begun',
  running: 'at work',
  done: 'done',
  failed: 'failed',
}

/** The steps of an onboarding, in their order. */
export function ProgressSteps({ registration }: { registration: Registration }) {
  return (
    <ol className="progress-steps">
      {registration.steps.map(({ name, status }) => (
        <li key={name} data-status={status}>
          <span className="progress-mark" aria-hidden="true" />
          <span>
            {TITLES[name]}
            <span className="visually-hidden">: {STATES[status]}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
