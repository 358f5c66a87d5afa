import Autosuggest from '@cloudscape-design/components/autosuggest'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TokenGroup from '@cloudscape-design/components/token-group'
import { useState } from 'react'
import { entitlementLabel } from '../../shared/tiers/entitlement-label.ts'
import { KNOWN_ENTITLEMENTS } from './known-keys.ts'

export interface EntitlementsFieldProps {
  value: string[]
  /** Whether the API would refuse them. */
  isWrong: boolean
  /** @default what they are for a tier */
  hint?: string
  onChange(value: string[]): void
}

const OF_A_TIER = 'Keys that code asks for, for example own-resources. The landing page shows them in words.'

/** What a tenant of the tier may use or has, as keys: known ones are suggested, and others can be typed. */
export function EntitlementsField({ value, isWrong, hint = OF_A_TIER, onChange }: EntitlementsFieldProps) {
  const [typed, setTyped] = useState('')
  const key = typed.trim()
  const add = () => {
    if (key === '' || value.includes(key)) return
    onChange([...value, key])
    setTyped('')
  }
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Entitlements"
        constraintText={hint}
        errorText={isWrong && 'Each is a key of lower-case letters, digits and hyphens; at most 20 of them.'}
        secondaryControl={
          <Button formAction="none" onClick={add} disabled={key === ''}>
            Add
          </Button>
        }
      >
        <Autosuggest
          value={typed}
          placeholder="A key"
          enteredTextLabel={(text) => `Use “${text}”`}
          empty="Any key can be added."
          options={KNOWN_ENTITLEMENTS.filter((one) => !value.includes(one)).map((one) => ({
            value: one,
            description: entitlementLabel(one),
          }))}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
      <TokenGroup
        items={value.map((one) => ({
          label: entitlementLabel(one),
          description: one,
          dismissLabel: `Remove ${one}`,
        }))}
        onDismiss={({ detail: { itemIndex } }) => onChange(value.filter((_, at) => at !== itemIndex))}
      />
    </SpaceBetween>
  )
}
