import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Autosuggest from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { entitlementLabel } from '../../shared/tiers/entitlement-label.ts'
import { KNOWN_ALLOWANCES } from './known-keys.ts'

type Maxima = [key: string, most: string][]

export interface AllowancesFieldProps {
  value: Maxima
  /** Whether the API would refuse them. */
  isWrong: boolean
  onChange(value: Maxima): void
}

/** How much a tenant of the tier may have or use at most of what code counts. What is not in the list has no maximum. */
export function AllowancesField({ value, isWrong, onChange }: AllowancesFieldProps) {
  const set = (at: number, [key, most]: Maxima[number]) =>
    onChange(value.map((one, index) => (index === at ? [key, most] : one)))
  return (
    <FormField
      label="Allowances"
      constraintText="The most of what code counts, by its key: of a month, or at a time. Without a line there is no maximum."
      errorText={isWrong && 'Each is a key of lower-case letters, digits and hyphens, with a whole number; 20 at most.'}
    >
      <AttributeEditor<Maxima[number]>
        items={value}
        empty="No maxima."
        addButtonText="Add an allowance"
        removeButtonText="Remove"
        onAddButtonClick={() => onChange([...value, ['', '']])}
        onRemoveButtonClick={({ detail: { itemIndex } }) => onChange(value.filter((_, at) => at !== itemIndex))}
        definition={[
          {
            label: 'Of what',
            control: ([key, most], at) => (
              <Autosuggest
                value={key}
                placeholder="A key"
                ariaLabel="Of what"
                enteredTextLabel={(text) => `Use “${text}”`}
                options={KNOWN_ALLOWANCES.map((one) => ({ value: one, description: entitlementLabel(one) }))}
                onChange={({ detail }) => set(at, [detail.value, most])}
              />
            ),
          },
          {
            label: 'At most',
            control: ([key, most], at) => (
              <Input
                value={most}
                inputMode="numeric"
                ariaLabel="At most"
                onChange={({ detail }) => set(at, [key, detail.value])}
              />
            ),
          },
        ]}
      />
    </FormField>
  )
}
