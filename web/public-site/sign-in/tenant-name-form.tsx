import { type FormEvent, useState } from 'react'
import { Field } from '../../shared/forms/field.tsx'
import { SubmitButton } from '../../shared/forms/submit-button.tsx'
import { lastTenantName } from '../session/tenant-session.ts'

export interface TenantNameFormProps {
  name: string
  busy: boolean
  problem: string | undefined
  onName(name: string): void
}

export function TenantNameForm({ name, busy, problem, onName }: TenantNameFormProps) {
  const [value, setValue] = useState(name || lastTenantName())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() !== '') onName(value.trim())
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label="Tenant name"
        hint="It stands in your invitation."
        error={value === name ? problem : undefined}
        autoComplete="organization"
        required
        autoFocus
        value={value}
        onChange={setValue}
      />
      <SubmitButton busy={busy}>Continue</SubmitButton>
    </form>
  )
}
