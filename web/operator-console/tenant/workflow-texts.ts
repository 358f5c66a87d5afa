import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { StepsProps } from '@cloudscape-design/components/steps'
import type { Workflow } from '../models.ts'

type Step = Workflow['steps'][number]

export const KINDS: Record<Workflow['kind'], string> = {
  onboarding: 'Onboarding',
  import: 'Import of an export',
  'change-tier': 'Change of tier or limits',
  'grow-shards': 'Growth of shards',
  export: 'Export',
  restore: 'Restoration',
  move: 'Move between pool and silo',
  offboarding: 'Offboarding',
}

export const STATUSES: Record<Workflow['status'], { label: string; type: StatusIndicatorProps.Type }> = {
  running: { label: 'Running', type: 'in-progress' },
  waiting: { label: 'Waiting for a person', type: 'pending' },
  done: { label: 'Done', type: 'success' },
  failed: { label: 'Failed', type: 'error' },
  undone: { label: 'Undone', type: 'stopped' },
}

export const STEPS: Record<Step['name'], string> = {
  preflight: 'Room for the tenant in the AWS account',
  'api-key': 'API key on the plan of its tier',
  stack: 'Stack with resources of its own',
  'app-plane': 'Directory entry and first person',
  activate: 'Activation, then the invitation',
  'new-key': 'Second API key, with what is left of the month',
  'switch-key': 'The second key serves the tenant',
  'settle-quota': 'Nobody uses the first key any more; what it was used for is counted',
  'old-key': 'First API key deleted',
  'read-shards': 'New shards are read',
  'write-shards': 'New shards are written, once everybody reads them',
  prepare: 'The place that the data goes to is made',
  announce: 'Writes are journaled',
  copy: 'Data copied, while people work',
  'catch-up': 'Changes brought over',
  fence: 'Writes held for a moment, and the rest brought over',
  verify: 'Counts and hashes compared',
  switch: 'Served at the new place',
  settle: 'Everybody works at the new place',
  release: 'Writes are journaled no longer',
  'clean-up': 'Data deleted at the old place',
  close: 'People are shut out',
  export: 'Data is written into files',
  count: 'Everything is counted',
  write: 'Data is written back',
  people: 'People leave, or come back',
  check: 'What was restored is counted',
  purge: 'Data is deleted',
  recount: 'What is left is counted',
  'remove-silo': 'The silo is deleted',
  delete: 'API key deleted, name released',
  'release-name': 'Name released',
  compensate: 'Everything that was made is undone',
}

export const STEP_LOOKS: Record<Step['status'], StepsProps.Status> = {
  pending: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
}
