import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RegisterTenantBody } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Page } from '../../shared/app/page.tsx'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { FromExport, isNamed, NO_EXPORT } from './from-export.tsx'

const WORDS = {
  tenantName: 'A name of 1 to 64 characters.',
  email: 'An e-mail address, for example ada@acme.example.',
  tier: 'Choose a tier.',
  fromExport: 'The id of the tenant, of 12 characters, and that of its export, which begins with wfl_.',
}

/** Registers a tenant in the name of its first admin, who gets the invitation. */
export function NewTenantPage() {
  const { controlPlane } = useSession()
  const navigate = useNavigate()
  const follow = useFollow()
  const toast = useToast()
  const queries = useQueryClient()
  const [values, setValues] = useState({ tenantName: '', email: '', tier: '', fromExport: NO_EXPORT })
  const [tried, setTried] = useState(false)
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }))
  const { data: tiers } = useQuery({
    queryKey: ['tiers'],
    queryFn: ({ signal }) => controlPlane('listTiers', { query: { limit: 100 } }, { signal }),
    staleTime: 60_000,
  })
  const { fromExport, ...registration } = values
  const body = { ...registration, ...(isNamed(fromExport) && { fromExport }) }
  const { error: invalid } = z.safeParse(RegisterTenantBody, body)
  const wrong = new Set(tried ? invalid?.issues.map(({ path: [field] }) => field) : [])
  const { busy, error, submit } = useSubmit(async () => {
    setTried(true)
    if (invalid) return
    const { tenantId } = await controlPlane('registerTenant', { body })
    await refreshLists(queries, 'tenants')
    toast('success', `${values.tenantName} is registered.`)
    navigate(urls.tenant(tenantId))
  })
  const refused = (field: keyof typeof WORDS) =>
    wrong.has(field) ? WORDS[field] : error instanceof ApiProblem && fieldOf(error) === field ? error.message : null
  const options = (tiers?.items ?? []).map(({ name, deployment, approval }) => ({
    value: name,
    label: name,
    description: `${deployment}${approval ? ', needs an approval' : ''}`,
  }))
  return (
    <Page
      title="Register a tenant"
      description="For a customer. The first admin gets the invitation when the tenant is ready."
      crumbs={[{ text: 'Tenants', href: urls.tenants() }]}
    >
      <form onSubmit={submit} noValidate>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" href={urls.tenants()} onFollow={follow}>
                Cancel
              </Button>
              <Button variant="primary" loading={busy} formAction="submit">
                Register
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              {error !== null && !(error instanceof ApiProblem && fieldOf(error)) && (
                <Alert type="error">{problemText(error)}</Alert>
              )}
              <FormField
                label="Tenant name"
                description="What its people type to sign in."
                errorText={refused('tenantName')}
              >
                <Input
                  value={values.tenantName}
                  onChange={({ detail }) => set({ tenantName: detail.value })}
                  autoFocus
                />
              </FormField>
              <FormField label="First admin's e-mail" errorText={refused('email')}>
                <Input value={values.email} type="email" onChange={({ detail }) => set({ email: detail.value })} />
              </FormField>
              <FormField label="Tier" errorText={refused('tier')}>
                <Select
                  options={options}
                  selectedOption={options.find(({ value }) => value === values.tier) ?? null}
                  placeholder="Choose a tier"
                  onChange={({ detail }) => set({ tier: detail.selectedOption.value ?? '' })}
                />
              </FormField>
              <FromExport
                value={values.fromExport}
                errorText={refused('fromExport')}
                onChange={(fromExport) => set({ fromExport })}
              />
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  )
}

/** The field that a refusal of the API is about. */
function fieldOf({ code, field }: ApiProblem): string | undefined {
  if (code === 'NAME_TAKEN') return 'tenantName'
  return code === 'TIER_UNAVAILABLE' ? 'tier' : field?.split('.')[0]
}
