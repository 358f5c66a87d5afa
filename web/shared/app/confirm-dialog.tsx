import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { SubmitProblem } from './submit-problem.tsx'

export interface ConfirmDialogProps {
  title: string
  /** What will happen, and what will not. */
  children: ReactNode
  /** The verb on the button. */
  confirm: string
  /** Whether everything is said that must be. @default true */
  isReady?: boolean
  /** Closes the dialog when it succeeds; what it throws is shown. */
  onConfirm(): Promise<unknown>
  /** Reads again what was changed by others meanwhile. */
  onReload?: (() => Promise<unknown>) | undefined
  onClose(): void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirm, isReady = true, onConfirm, onReload, onClose } = props
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const act = () => {
    setBusy(true)
    setError(null)
    onConfirm().then(onClose, (problem: unknown) => {
      setError(problem)
      setBusy(false)
    })
  }
  const reload = () => void onReload?.().then(() => setError(null), setError)
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose} disabled={busy}>
              Cancel
            </Button>
            <Button variant="primary" onClick={act} loading={busy} disabled={!isReady}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error !== null && <SubmitProblem error={error} onReload={onReload && reload} />}
        <div>{children}</div>
      </SpaceBetween>
    </Modal>
  )
}
