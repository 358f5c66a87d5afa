import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Input from '@cloudscape-design/components/input'
import { money } from '../../../shared/app/money.ts'
import { type LineValues, lineTotal } from './line-values.ts'
import { ProductSelect } from './product-select.tsx'

export interface OrderLineProps {
  number: number
  line: LineValues
  problem: string | undefined
  onChange(line: LineValues): void
  onRemove?(): void
}

export function OrderLine({ number, line, problem, onChange, onRemove }: OrderLineProps) {
  const { product, quantity } = line
  return (
    <Grid
      gridDefinition={[
        { colspan: { default: 12, s: 6 } },
        { colspan: { default: 6, s: 2 } },
        { colspan: { default: 4, s: 3 } },
        { colspan: { default: 2, s: 1 } },
      ]}
    >
      <FormField
        label={`Product ${number}`}
        stretch
        errorText={problem}
        constraintText={
          product && `${money(product.price, product.currency)} each, ${product.available.toLocaleString()} in stock`
        }
      >
        <ProductSelect value={product} onChange={(chosen) => onChange({ ...line, product: chosen })} />
      </FormField>
      <FormField label="Quantity" stretch>
        <Input
          ariaLabel={`Quantity of product ${number}`}
          value={quantity}
          inputMode="numeric"
          onChange={({ detail }) => onChange({ ...line, quantity: detail.value })}
        />
      </FormField>
      <FormField label="Total">
        <Box padding={{ top: 'xxs' }} variant="strong">
          {product ? money(lineTotal(line), product.currency) : '–'}
        </Box>
      </FormField>
      <Box padding={{ top: 'xl' }} textAlign="right">
        {onRemove && (
          <Button
            formAction="none"
            variant="icon"
            iconName="remove"
            ariaLabel={`Remove product ${number}`}
            onClick={onRemove}
          />
        )}
      </Box>
    </Grid>
  )
}
