import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { LimitsBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import { EntitlementsField } from '../tiers/entitlements-field.tsx'
import { useTiers } from '../tiers/use-tiers.ts'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

const FIELDS = [
  { field: 'rate', label: 'Requests a second', wrong: 'A number from 1 to 10,000.' },
  { field: 'burst', label: 'Requests at once', wrong: 'A whole number from 1 to 5,000.' },
  { field: 'quota', label: 'Requests a month', wrong: 'A whole number from 1 to 1,000,000,000.' },
] as const

type Values = Record<(typeof FIELDS)[number]['field'], string>

/** Gives a tenant limits of its own until a day. */
export function LimitsDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const { data: tiers = [] } = useTiers()
  const [typed, setTyped] = useState<Partial<Values>>({})
  const [entitlements, setEntitlements] = useState(tenant.limits?.entitlements ?? [])
  const [day, setDay] = useState(tenant.limits?.until.slice(0, 10) ?? '')
  const present = tenant.limits ?? tiers.find(({ name }) => name === tenant.tier)
  const fieldValue = (field: keyof Values) => typed[field] ?? (present ? String(present[field]) : '')
  const { data: body, error } = z.safeParse(LimitsBody, {
    rate: numberOf(fieldValue('rate')),
    burst: numberOf(fieldValue('burst')),
    quota: numberOf(fieldValue('quota')),
    entitlements,
    allowances: tenant.limits?.allowances ?? {},
    until: `${day}T23:59:59.000Z`,
  })
  const wrong = new Set(error?.issues.map(({ path: [field] }) => field))
  const set = async () => {
    if (!body) return
    const input = { params: { id: tenant.tenantId }, body }
    await act((seen) => controlPlane('setLimits', input, seen), `${tenant.name} is getting limits of its own.`)
  }
  return (
    <ConfirmDialog
      title={`Limits of ${tenant.name}`}
      confirm="Set limits"
      isReady={body !== undefined}
      onConfirm={set}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          They hold in place of those of {tenant.tier}, which come back by themselves at the end of the last day.
        </div>
        {FIELDS.map(({ field, label, wrong: text }) => (
          <FormField key={field} label={label} errorText={wrong.has(field) && text}>
            <Input
              value={fieldValue(field)}
              inputMode="decimal"
              onChange={({ detail }) => setTyped((before) => ({ ...before, [field]: detail.value }))}
            />
          </FormField>
        ))}
        <EntitlementsField
          value={entitlements}
          isWrong={wrong.has('entitlements')}
          hint="What the tenant has until then beside what its tier has."
          onChange={setEntitlements}
        />
        <FormField label="Last day" constraintText="In UTC, as YYYY-MM-DD.">
          <DatePicker
            value={day}
            format="iso"
            placeholder="YYYY-MM-DD"
            openCalendarAriaLabel={() => 'Choose the last day'}
            onChange={({ detail }) => setDay(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
