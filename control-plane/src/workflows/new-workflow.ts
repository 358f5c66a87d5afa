import { type MachineKind, type StepName, stepsOf } from '@tenantry/contracts/workflows.ts'
import { type Ids, NOTHING_YET, pendingStep, type Workflow } from './workflow.ts'

/** A workflow of which nothing is done yet; it waits until a person lets it run. Its tenant is served by the pool, unless `where` says otherwise. */
export const newWorkflow = (
  ids: Ids,
  kind: MachineKind,
  at: string,
  { input = {}, where = 'pool' }: { input?: Workflow['input']; where?: 'pool' | 'silo' } = {},
): Workflow => ({
  ...ids,
  ...NOTHING_YET,
  kind,
  input,
  status: 'waiting',
  steps: stepsOf(kind)
    .filter(({ onlyWhere = where }) => onlyWhere === where)
    .map(({ name }) => pendingStep(name as StepName)),
  waitsFor: { what: 'approval' },
  error: null,
  attempt: 0,
  startedAt: at,
  endedAt: null,
  dueAt: null,
  version: 1,
})
