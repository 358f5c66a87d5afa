import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { StepsProps } from '@cloudscape-design/components/steps'
import type { Workflow } from '../models.ts'

type Step = Workflow['steps'][number]

export const KINDS: Record<Workflow['kind'], string> = {
  onboarding: 'Onboarding',
  offboarding: 'Offboarding',
}

export const STATUSES: Record<Workflow['status'], { label: string; type: StatusIndicatorProps.Type }> = {
  running: { label: 'Running', type: 'in-progress' },
  waiting: { label: 'Waiting for a person', type: 'pending' },
  done: { label: 'Done', type: 'success' },
  failed: { label: 'Failed', type: 'error' },
  undone: { label: 'Undone', type: 'stopped' },
}

/** Others of its kind run, as many as may at once. */
export const QUEUED: { label: string; type: StatusIndicatorProps.Type } = {
  label: 'Waiting until others have ended',
  type: 'pending',
}

export const STEPS: Record<Step['name'], string> = {
  'api-key': 'API key on the plan of its tier',
  'app-plane': 'Directory entry and first person',
  activate: 'Activation, then the invitation',
  'release-name': 'Name released',
  compensate: 'Everything that was made is undone',
}

export const STEP_LOOKS: Record<Step['status'], StepsProps.Status> = {
  pending: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
}

/** What an operator may do, where it is not done on the tenant itself, as approving is. */
export const ACTIONS: Record<
  Workflow['kind'],
  Partial<Record<Workflow['actions'][number], { label: string; explain: string; done: string }>>
> = {
  onboarding: {
    retry: {
      label: 'Retry',
      explain: 'It runs again from its first step. The history keeps why it failed.',
      done: 'The onboarding runs again.',
    },
  },
  offboarding: {},
}
