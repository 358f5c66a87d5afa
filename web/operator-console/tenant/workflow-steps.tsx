import Steps from '@cloudscape-design/components/steps'
import { When } from '../../shared/app/when.tsx'
import type { Workflow } from '../models.ts'
import { STEP_LOOKS, STEPS } from './workflow-texts.ts'

type Step = Workflow['steps'][number]

const seconds = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
})

/** The steps of a workflow: which are done, when each started, how long it took, and why one failed. */
export function WorkflowSteps({ label, steps }: { label: string; steps: Workflow['steps'] }) {
  return (
    <Steps
      ariaLabel={label}
      steps={steps.map((step) => ({
        status: STEP_LOOKS[step.status],
        statusIconAriaLabel: step.status,
        header: STEPS[step.name],
        details: <Details step={step} />,
      }))}
    />
  )
}

function Details({ step: { startedAt, endedAt, error } }: { step: Step }) {
  if (startedAt === null) return null
  const took = endedAt === undefined ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  return (
    <>
      <When at={startedAt} />
      {took !== null && ` · ${seconds.format(took)}`}
      {error !== undefined && <div>{error}</div>}
    </>
  )
}
