import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ProductBody } from '@tenantry/services/products/service.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { fieldOf, problemText } from '../../../shared/app/problem-alert.tsx'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { useTyped } from '../../../shared/forms/use-typed.ts'

type Field = 'name' | 'sku' | 'price' | 'category' | 'stock'
export type ProductValues = Record<Field, string>

const FIELDS: { field: Field; label: string; hint: string; wrong: string; input?: Partial<InputProps> }[] = [
  { field: 'name', label: 'Name', hint: 'People search for this name.', wrong: 'Enter a name of 1 to 100 characters.' },
  { field: 'sku', label: 'SKU', hint: 'Your own article number.', wrong: 'Enter an SKU of 1 to 64 characters.' },
  {
    field: 'category',
    label: 'Category',
    hint: 'For example, Lighting.',
    wrong: 'Enter a category of 1 to 64 characters.',
  },
  {
    field: 'price',
    label: 'Price in US dollars',
    hint: 'At most two decimals.',
    wrong: 'Enter an amount of 0 or more with at most two decimals.',
    input: { inputMode: 'decimal' },
  },
  {
    field: 'stock',
    label: 'Stock',
    hint: 'The number of items you have now.',
    wrong: 'Enter a whole number, 0 or more.',
    input: { inputMode: 'numeric' },
  },
]

export interface ProductFormProps {
  start: ProductValues
  /** What was typed before, into a form that was refused. */
  typed?: Partial<ProductValues>
  submit: string
  /** Navigates on when it succeeds; the form shows what it throws. */
  onSubmit(body: ProductBody, typed: Partial<ProductValues>): Promise<void>
  onCancel(): void
}

/** The fields of a product, validated with the schema that the API uses. */
export function ProductForm({ start, typed: before, submit: label, onSubmit, onCancel }: ProductFormProps) {
  const { values, typed, type } = useTyped(start, before)
  const [tried, setTried] = useState(false)
  const parsed = z.safeParse(ProductBody, bodyOf(values))
  const { busy, error, submit } = useSubmit(async () => {
    setTried(true)
    if (parsed.success) await onSubmit(parsed.data, typed)
  })
  const wrong = new Set([...(parsed.error?.issues ?? []).map(({ path: [field] }) => String(field)), fieldOf(error)])
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
          {error !== null && <Alert type="error">{problemText(error)}</Alert>}
          <Container>
            <SpaceBetween size="l">
              {FIELDS.map(({ field, label: name, hint, wrong: text, input }) => (
                <FormField key={field} label={name} constraintText={hint} errorText={tried && wrong.has(field) && text}>
                  <Input {...input} value={values[field]} onChange={({ detail }) => type({ [field]: detail.value })} />
                </FormField>
              ))}
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  )
}

const bodyOf = ({ name, sku, category, price, stock }: ProductValues) => ({
  name: name.trim(),
  sku: sku.trim(),
  category: category.trim(),
  price: numberOf(price),
  stock: numberOf(stock),
})

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')))
