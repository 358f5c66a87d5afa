import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { NewTierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { fieldOf } from '../../shared/app/problem-alert.tsx'
import { SubmitProblem } from '../../shared/app/submit-problem.tsx'
import { useSubmit } from '../../shared/forms/use-submit.ts'
import { useTyped } from '../../shared/forms/use-typed.ts'
import { AllowancesField } from './allowances-field.tsx'
import { EntitlementsField } from './entitlements-field.tsx'
import { PricesField } from './prices-field.tsx'
import { fieldNamed, NUMBERS, type NumberField, parseTier, type TierValues } from './tier-values.ts'

const TEXTS: Record<NumberField, { label: string; hint: string; wrong: string }> = {
  rate: { label: 'Requests a second', hint: 'Of one tenant, on average.', wrong: 'A number from 1 to 10,000.' },
  burst: { label: 'Requests at once', hint: 'Above the rate, for a moment.', wrong: 'A whole number from 1 to 5,000.' },
  quota: {
    label: 'Requests a month',
    hint: 'Of one tenant, in a UTC month.',
    wrong: 'A whole number from 1 to 1,000,000,000.',
  },
  shards: {
    label: 'Shards of a new tenant',
    hint: 'Tenants that are there keep theirs. More shards take more writes a second.',
    wrong: 'A whole number from 1 to 64.',
  },
}

export interface TierFormProps {
  start: TierValues
  /** Name and deployment are chosen once. */
  isNew: boolean
  submit: string
  /** Navigates on when it succeeds; the form shows what it throws. */
  onSubmit(body: z.output<typeof NewTierBody>): Promise<void>
  /** Reads again what others have changed meanwhile. */
  onReload?: () => Promise<unknown>
  onCancel(): void
}

/** The fields of a tier, validated with the schema that the API uses. */
export function TierForm({ start, isNew, submit: label, onSubmit, onReload, onCancel }: TierFormProps) {
  const { values, type } = useTyped(start)
  const [tried, setTried] = useState(false)
  const { body, wrong } = parseTier(values, new Date().toISOString().slice(0, 10))
  const { busy, error, submit, forget } = useSubmit(async () => {
    setTried(true)
    if (body) await onSubmit(body)
  })
  const isWrong = (field: string) => (tried && wrong.has(field)) || fieldNamed(fieldOf(error) ?? '') === field
  const reload = onReload && (() => void onReload().then(forget))
  return (
    <form onSubmit={submit} noValidate>
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy}>
              {label}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {error !== null && <SubmitProblem error={error} onReload={reload} />}
          <Container>
            <SpaceBetween size="l">
              {isNew && (
                <FormField
                  label="Name"
                  constraintText="It never changes."
                  errorText={
                    isWrong('name') && 'Letters, digits and single spaces or hyphens, at most 32, and not taken.'
                  }
                >
                  <Input value={values.name} autoFocus onChange={({ detail }) => type({ name: detail.value })} />
                </FormField>
              )}
              {isNew && (
                <FormField label="Deployment" constraintText="It never changes.">
                  <RadioGroup
                    value={values.deployment}
                    items={[
                      { value: 'pool', label: 'Pool', description: 'Tenants share resources.' },
                      { value: 'silo', label: 'Silo', description: 'Each tenant has a stack of its own.' },
                    ]}
                    onChange={({ detail }) => type({ deployment: detail.value === 'silo' ? 'silo' : 'pool' })}
                  />
                </FormField>
              )}
              {NUMBERS.map((field) => (
                <FormField
                  key={field}
                  label={TEXTS[field].label}
                  constraintText={TEXTS[field].hint}
                  errorText={isWrong(field) && TEXTS[field].wrong}
                >
                  <Input
                    inputMode="decimal"
                    value={values[field]}
                    onChange={({ detail }) => type({ [field]: detail.value })}
                  />
                </FormField>
              ))}
              <PricesField value={values.prices} isWrong={isWrong('prices')} onChange={(prices) => type({ prices })} />
              <Checkbox checked={values.approval} onChange={({ detail }) => type({ approval: detail.checked })}>
                An operator approves each tenant
              </Checkbox>
              <EntitlementsField
                value={values.entitlements}
                isWrong={isWrong('entitlements')}
                onChange={(entitlements) => type({ entitlements })}
              />
              <AllowancesField
                value={values.allowances}
                isWrong={isWrong('allowances')}
                onChange={(allowances) => type({ allowances })}
              />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  )
}
