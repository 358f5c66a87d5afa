import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { OperatorBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { OPERATOR_ROLES, type OperatorRole } from '@tenantry/contracts/roles.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Page } from '../../shared/app/page.tsx'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { useToast } from '../../shared/app/toasts.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { ROLES } from './roles.ts'

/** Invites an operator, who gets a temporary password by mail. */
export function NewOperatorPage() {
  const { controlPlane } = useSession()
  const navigate = useNavigate()
  const follow = useFollow()
  const toast = useToast()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<OperatorRole>('CustomerSupport')
  const [tried, setTried] = useState(false)
  const isValid = z.safeParse(OperatorBody, { email, role }).success
  const { busy, error, submit } = useSubmit(async () => {
    setTried(true)
    if (!isValid) return
    await controlPlane('addOperator', { body: { email, role } })
    await queries.invalidateQueries({ queryKey: ['operators'] })
    toast('success', `${email} is invited.`)
    navigate(urls.operators())
  })
  return (
    <Page title="Invite an operator" crumbs={[{ text: 'Operators', href: urls.operators() }]}>
      <form onSubmit={submit} noValidate>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" href={urls.operators()} onFollow={follow}>
                Cancel
              </Button>
              <Button variant="primary" loading={busy} formAction="submit">
                Invite
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              {error !== null && <Alert type="error">{problemText(error)}</Alert>}
              <FormField
                label="E-mail"
                errorText={tried && !isValid && 'An e-mail address, for example sam@example.com.'}
              >
                <Input value={email} type="email" autoFocus onChange={({ detail }) => setEmail(detail.value)} />
              </FormField>
              <FormField label="Role">
                <RadioGroup
                  value={role}
                  items={OPERATOR_ROLES.map((value) => ({ value, ...ROLES[value] }))}
                  onChange={({ detail }) => setRole(OPERATOR_ROLES.find((one) => one === detail.value) ?? role)}
                />
              </FormField>
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  )
}
