import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { limitsText } from '../../shared/tiers/limits-text.ts'
import { useSession } from '../session.tsx'
import { useTiers } from '../tiers/use-tiers.ts'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Gives a tenant another tier, `wanted` unless the operator chooses another. Where it uses more than that has, the operator is asked once more. */
export function ChangeTierDialog({ tenant, wanted = null, onClose }: TenantDialogProps & { wanted?: string | null }) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const { data: tiers = [] } = useTiers()
  const [name, setName] = useState(wanted ?? '')
  const [isTooSmall, setTooSmall] = useState(false)
  const [force, setForce] = useState(false)
  const present = tiers.find((tier) => tier.name === tenant.tier)
  const options = tiers
    .filter((tier) => tier.state === 'offered' && tier.name !== tenant.tier)
    .map((tier) => ({
      value: tier.name,
      label: tier.name,
      description: `${tier.deployment}: ${limitsText(tier).join(', ')}`,
    }))
  async function change() {
    const input = { params: { id: tenant.tenantId }, body: { tier: name, ...(force && { force }) } }
    try {
      await act((seen) => controlPlane('changeTier', input, seen), `${tenant.name} is changing to ${name}.`)
    } catch (error) {
      setTooSmall(error instanceof ApiProblem && error.code === 'TIER_TOO_SMALL')
      throw error
    }
  }
  return (
    <ConfirmDialog
      title={`Change the tier of ${tenant.name}`}
      confirm="Change tier"
      isReady={name !== '' && (!isTooSmall || force)}
      onConfirm={change}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          No request is lost, and what it has used of this month counts in the new tier too. Limits of its own end. It
          can be undone while it runs.
        </div>
        <FormField
          label="New tier"
          constraintText={present && `It is ${present.name}: ${limitsText(present).join(', ')}.`}
        >
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === name) ?? null}
            placeholder="Choose a tier"
            onChange={({ detail }) => {
              setName(detail.selectedOption.value ?? '')
              setTooSmall(false)
              setForce(false)
            }}
          />
        </FormField>
        {isTooSmall && (
          <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>
            Change it all the same
          </Checkbox>
        )}
      </SpaceBetween>
    </ConfirmDialog>
  )
}
