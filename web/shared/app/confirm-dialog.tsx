import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { problemText } from './problem-alert.tsx'

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
  onClose(): void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, children, confirm, isReady = true, onConfirm, onClose }: ConfirmDialogProps) {
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
        {error !== null && <Alert type="error">{problemText(error)}</Alert>}
        <div>{children}</div>
      </SpaceBetween>
    </Modal>
  )
}
