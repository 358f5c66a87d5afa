import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Box from '@cloudscape-design/components/box'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { EVER } from '@tenantry/contracts/tiers.ts'
import type { PriceValue } from './tier-values.ts'

export interface PricesFieldProps {
  value: PriceValue[]
  /** Whether the API would refuse them. */
  isWrong: boolean
  onChange(value: PriceValue[]): void
}

/** The prices of a tier, each with the day from which it holds. */
export function PricesField({ value, isWrong, onChange }: PricesFieldProps) {
  const change = (row: PriceValue, part: Partial<PriceValue>) =>
    onChange(value.map((one) => (one === row ? { ...row, ...part } : one)))
  return (
    <FormField
      label="Prices"
      description="Days are those of UTC. Margins are computed by the price that held on each day; the landing page shows today's."
      errorText={isWrong && 'Each needs a day of its own, and an amount of 0 or more with at most two decimals.'}
      stretch
    >
      <AttributeEditor<PriceValue>
        items={value}
        definition={[
          {
            label: 'From',
            control: (row) =>
              row.from === EVER ? (
                <Box padding={{ top: 'xxs' }}>The beginning</Box>
              ) : (
                <DatePicker
                  value={row.from}
                  format="iso"
                  placeholder="YYYY-MM-DD"
                  openCalendarAriaLabel={() => 'Choose the day'}
                  onChange={({ detail }) => change(row, { from: detail.value })}
                />
              ),
          },
          {
            label: 'Price in US dollars a month',
            control: (row) => (
              <Input
                inputMode="decimal"
                value={row.price}
                onChange={({ detail }) => change(row, { price: detail.value })}
              />
            ),
          },
        ]}
        isItemRemovable={({ from }) => from !== EVER}
        addButtonText="Add a price"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ from }) => `Remove the price from ${from || 'a day'} on`}
        onAddButtonClick={() => onChange([...value, { from: '', price: '' }])}
        onRemoveButtonClick={({ detail: { itemIndex } }) => onChange(value.filter((_, at) => at !== itemIndex))}
        empty="No price"
      />
    </FormField>
  )
}
