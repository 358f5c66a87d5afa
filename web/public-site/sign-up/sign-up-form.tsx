import { RegisterBody } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { useState } from 'react'
import { Link } from 'react-router'
import * as z from 'zod/mini'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Field } from '../../shared/forms/field.tsx'
import { SubmitButton } from '../../shared/forms/submit-button.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { useSite } from '../site.tsx'
import * as urls from '../urls.ts'
import { refusal } from './refusal.ts'
import { TierChoice } from './tier-choice.tsx'

export interface SignUpValues {
  tenantName: string
  email: string
  tier: string
}

export interface SignUpFormProps {
  start: SignUpValues
  onRegistered(registrationId: string, values: SignUpValues): void
}

/** Name, address and tier. Each field is checked by the schema that the API checks it with, once its value has been left. */
export function SignUpForm({ start, onRegistered }: SignUpFormProps) {
  const { controlPlane } = useSite()
  const [values, setValues] = useState(start)
  const [left, setLeft] = useState<Partial<Record<keyof SignUpValues, boolean>>>({})
  const [takenName, setTakenName] = useState<string | null>(null)
  // Pressing the button twice, or again after a lost answer, registers once.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const { busy, error, submit } = useSubmit(async () => {
    setLeft({ tenantName: true, email: true, tier: true })
    if (Object.keys(problems).length > 0) return
    try {
      const key = `${idempotencyKey}-${await digest(values)}`
      const { registrationId } = await controlPlane('register', { body: values }, { idempotencyKey: key })
      onRegistered(registrationId, values)
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'NAME_TAKEN') setTakenName(values.tenantName)
      throw problem
    }
  })
  const problems = problemsOf(values)
  const shown = (field: keyof SignUpValues) => (left[field] ? problems[field] : undefined)
  const set = (field: keyof SignUpValues) => (value: string) => setValues((before) => ({ ...before, [field]: value }))
  const leave = (field: keyof SignUpValues) => () =>
    setLeft((before) => ({ ...before, [field]: values[field] !== '' || before[field] }))
  const isTaken = takenName !== null && takenName === values.tenantName

  return (
    <form className="form" onSubmit={submit} noValidate>
      {refusal(error) !== undefined && (
        <div className="notice notice-error" role="alert">
          {refusal(error)}
        </div>
      )}
      <Field
        label="Tenant name"
        hint="What your people will type to sign in, for example your company’s name."
        error={isTaken ? `“${takenName}” is taken.` : shown('tenantName')}
        autoComplete="organization"
        autoFocus
        value={values.tenantName}
        onBlur={leave('tenantName')}
        onChange={set('tenantName')}
      />
      {isTaken && (
        <div className="notice" role="status">
          Is it yours? <Link to={urls.signIn({ tenant: values.tenantName })}>Sign in to {values.tenantName}</Link>.
          Otherwise choose another name, for example with your city or your branch.
        </div>
      )}
      <Field
        label="Your e-mail"
        hint="We send a code there to confirm it. You become the tenant’s admin."
        error={shown('email')}
        type="email"
        autoComplete="email"
        value={values.email}
        onBlur={leave('email')}
        onChange={set('email')}
      />
      <TierChoice value={values.tier} error={shown('tier')} onChange={set('tier')} />
      <SubmitButton busy={busy}>Create my tenant</SubmitButton>
    </form>
  )
}

const WORDS: Record<keyof SignUpValues, string> = {
  tenantName: 'A name of 1 to 64 characters, please.',
  email: 'An e-mail address, please, for example ada@acme.example.',
  tier: 'Choose a tier, please.',
}

function problemsOf(values: SignUpValues): Partial<Record<keyof SignUpValues, string>> {
  const { error } = z.safeParse(RegisterBody, values)
  const fields = new Set(error?.issues.map(({ path: [field] }) => String(field)))
  return Object.fromEntries(Object.entries(WORDS).filter(([field]) => fields.has(field)))
}

/** Another body is another request: its key must differ too. */
async function digest(values: SignUpValues): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
