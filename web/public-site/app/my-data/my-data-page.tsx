import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { Page } from '../../../shared/app/page.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { saveFile } from '../../../shared/app/save-file.ts'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { useSession } from '../session/session.tsx'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'

/** What is stored of the person who looks, in all their tenants. */
export function MyDataPage() {
  const { api } = useSession()
  const [isLeaving, setLeaving] = useState(false)
  const { busy, error, submit } = useSubmit(async () => {
    saveFile(
      new Blob([JSON.stringify(await api('exportMe', {}), null, 2)], { type: 'application/json' }),
      'my-data.json',
    )
  })
  return (
    <Page title="Your data" description="What is stored of you, in all your tenants. Their own data belongs to them.">
      {error !== null && <ProblemAlert error={error} />}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button iconName="download" loading={busy} onClick={submit}>
                Download
              </Button>
            }
          >
            Take it along
          </Header>
        }
      >
        Your account, your memberships, and the records of what you changed and what was changed about you, as one JSON
        file.
      </Container>
      <Container
        header={
          <Header variant="h2" actions={<Button onClick={() => setLeaving(true)}>Delete your account</Button>}>
            Delete it
          </Header>
        }
      >
        You leave all your tenants, and your account is deleted. What you have done in them stays with them.
      </Container>
      {isLeaving && <DeleteAccountDialog onClose={() => setLeaving(false)} />}
    </Page>
  )
}
