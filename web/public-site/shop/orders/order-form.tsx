import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { MAX_LINES, OrderBody } from '@tenantry/services/orders/service.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { money } from '../../../shared/app/money.ts'
import { fieldOf, problemText } from '../../../shared/app/problem-alert.tsx'
import { SubmitProblem } from '../../../shared/app/submit-problem.tsx'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { useTyped } from '../../../shared/forms/use-typed.ts'
import { emptyLine, type LineValues, lineProblem, totalOf } from './line-values.ts'
import { OrderLine } from './order-line.tsx'

export interface OrderValues {
  name: string
  lines: LineValues[]
}

export interface OrderFormProps {
  start: OrderValues
  submit: string
  /** Navigates on when it succeeds; the form shows what it throws. */
  onSubmit(body: OrderBody): Promise<void>
  /** Reads again what was changed by others meanwhile; what was typed stays. */
  onReload?: () => Promise<void>
  onCancel(): void
}

/** The name and lines of an order, with the stock of each product and the total. The service sets the prices when the order is placed. */
export function OrderForm({ start, submit: label, onSubmit, onReload, onCancel }: OrderFormProps) {
  const { values, type } = useTyped(start)
  const { name, lines } = values
  const setLines = (change: (before: LineValues[]) => LineValues[]) => type({ lines: change(lines) })
  const [tried, setTried] = useState(false)
  const body = {
    name: name.trim(),
    lines: lines.map(({ product, quantity }) => ({ productId: product?.id ?? '', quantity: Number(quantity) })),
  }
  const parsed = z.safeParse(OrderBody, body)
  const { busy, error, submit, forget } = useSubmit(async () => {
    setTried(true)
    if (parsed.success && lines.every((line) => lineProblem(line) === undefined)) await onSubmit(parsed.data)
  })
  const change = (at: number) => (line: LineValues) => setLines((before) => before.with(at, line))
  const refused = fieldOf(error)
  const currency = lines.find(({ product }) => product)?.product?.currency ?? 'USD'
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
          {error !== null && (
            <SubmitProblem error={error} onReload={onReload && (() => void onReload().then(forget))} />
          )}
          <Container>
            <FormField
              label="Name of the order"
              constraintText="For example, the buyer’s name."
              errorText={tried && body.name === '' && 'Enter a name of 1 to 100 characters.'}
            >
              <Input value={name} onChange={({ detail }) => type({ name: detail.value })} />
            </FormField>
          </Container>
          <Container
            header={<Header variant="h2">Products</Header>}
            footer={
              <Box textAlign="right" variant="h3" tagOverride="p" padding="n">
                Total {money(totalOf(lines), currency)}
              </Box>
            }
          >
            <SpaceBetween size="l">
              {lines.map((line, at) => (
                <OrderLine
                  key={line.key}
                  number={at + 1}
                  line={line}
                  problem={
                    refused?.startsWith(`lines.${at}.`) ? problemText(error) : tried ? lineProblem(line) : undefined
                  }
                  onChange={change(at)}
                  {...(lines.length > 1 && { onRemove: () => setLines((before) => before.toSpliced(at, 1)) })}
                />
              ))}
              <Button
                formAction="none"
                iconName="add-plus"
                disabled={lines.length >= MAX_LINES}
                onClick={() => setLines((before) => [...before, emptyLine()])}
              >
                Another product
              </Button>
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  )
}
