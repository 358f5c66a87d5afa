import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import type { AccountTier } from '@tenantry/contracts/tenant-account.ts'
import { useState } from 'react'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import { limitsText } from '../../../shared/tiers/limits-text.ts'
import { useAsk } from './use-account.ts'

const dollars = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD', maximumFractionDigits: 2 })

/** Asks operators for another tier. */
export function AskForTierDialog({ others, onClose }: { others: AccountTier[]; onClose(): void }) {
  const ask = useAsk()
  const toast = useToast()
  const [tier, setTier] = useState('')
  const [words, setWords] = useState('')
  const options = others.map((one) => ({
    value: one.name,
    label: `${one.name}, ${dollars.format(one.priceCents / 100)} a month`,
    description: limitsText(one).join(', '),
  }))
  return (
    <ConfirmDialog
      title="Ask for another tier"
      confirm="Ask"
      isReady={tier !== ''}
      onConfirm={async () => {
        await ask({ kind: 'tier', tier, words })
        toast('success', `An operator decides about ${tier}.`)
      }}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          An operator decides about it. Nothing changes until then, and no request is lost when the tier changes. What
          you have used of this month counts in the new tier too.
        </div>
        <FormField label="Tier">
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === tier) ?? null}
            placeholder="Choose a tier"
            onChange={({ detail }) => setTier(detail.selectedOption.value ?? '')}
          />
        </FormField>
        <FormField label="Message" description="What the operator should know. You can leave it empty.">
          <Textarea value={words} rows={3} onChange={({ detail }) => setWords(detail.value.slice(0, 500))} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
