import Button from '@cloudscape-design/components/button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { may } from '../may.ts'
import type { Workflow } from '../models.ts'
import { useSession } from '../session.tsx'
import { actionText } from './workflow-action-texts.ts'
import { KINDS } from './workflow-texts.ts'

type ActionName = Workflow['actions'][number]

const OPERATIONS = {
  retry: 'retryWorkflow',
  undo: 'undoWorkflow',
  confirm: 'confirmWorkflow',
} as const satisfies Record<ActionName, string>

export interface WorkflowActionProps {
  tenantId: string
  workflow: Workflow
  action: ActionName
  /** In the row of a list. @default false */
  isInline?: boolean
}

/** The button of something that can be done with a workflow now, if the operator's role may. */
export function WorkflowAction({ tenantId, workflow, action, isInline = false }: WorkflowActionProps) {
  const { controlPlane, operator } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [isAsking, setIsAsking] = useState(false)
  const text = actionText(workflow.kind, action)
  if (!text || !may(operator.role, OPERATIONS[action])) return null

  async function act(done: string) {
    await controlPlane(OPERATIONS[action], { params: { id: tenantId, workflowId: workflow.workflowId } })
    await refreshLists(queries)
    toast('success', done)
  }
  return (
    <>
      <Button
        variant={isInline ? 'inline-link' : action === 'undo' ? 'normal' : 'primary'}
        onClick={() => setIsAsking(true)}
      >
        {text.label}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`${text.label} the ${KINDS[workflow.kind].toLowerCase()}?`}
          confirm={text.label}
          onConfirm={() => act(text.done)}
          onClose={() => setIsAsking(false)}
        >
          {text.explain}
        </ConfirmDialog>
      )}
    </>
  )
}
