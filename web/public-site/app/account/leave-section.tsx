import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import { useSession } from '../session/session.tsx'
import { useAsk } from './use-account.ts'

/** A way to leave: an operator offboards the tenant. */
export function LeaveSection() {
  const [isAsking, setAsking] = useState(false)
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setAsking(true)}>Ask to leave</Button>}>
          Leave
        </Header>
      }
    >
      When you leave, your data is exported, and then it is deleted with everybody's access.
      {isAsking && <LeaveDialog onClose={() => setAsking(false)} />}
    </Container>
  )
}

function LeaveDialog({ onClose }: { onClose(): void }) {
  const { tenant } = useSession()
  const ask = useAsk()
  const toast = useToast()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  return (
    <ConfirmDialog
      title={`Ask to leave with ${tenant.name}`}
      confirm="Ask to leave"
      isReady={typed === tenant.name}
      onConfirm={async () => {
        await ask({ kind: 'leave', words })
        toast('success', 'An operator takes care of it.')
      }}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          An operator takes care of it, and nothing is deleted at once: there are days of grace in which it can be taken
          back.
        </div>
        <FormField label="Message" description="What the operator should know. You can leave it empty.">
          <Textarea value={words} rows={3} onChange={({ detail }) => setWords(detail.value.slice(0, 500))} />
        </FormField>
        <FormField label={`Type ${tenant.name} to confirm`}>
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
