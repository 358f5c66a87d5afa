import { type BillItem, countedPerUnit, PRICE_LIST } from '@tenantry/local-cloud/billing/price-list.ts'

/** As AWS counts a month. */
export const HOURS_OF_A_MONTH = 730

/** A line of the table: what it is, how much of it in a month, and what that costs. */
export interface CostLine {
  what: string
  dollars: number
}

/** Dollars of an amount of an item in a month. */
function dollarsOf(item: BillItem, amount: number): number {
  const { metered, price } = PRICE_LIST.prices[item]
  return (amount / countedPerUnit(metered, HOURS_OF_A_MONTH)) * Number(price)
}

export const costLine = (what: string, ...uses: [item: BillItem, amount: number][]): CostLine => ({
  what,
  dollars: uses.reduce((sum, [item, amount]) => sum + dollarsOf(item, amount), 0),
})

/** Lines as a table with their sum. */
export function tableOf(lines: CostLine[]): string[] {
  const dollars = (amount: number) =>
    amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const sum = lines.reduce((total, line) => total + line.dollars, 0)
  return [
    '| | a month |',
    '| --- | ---: |',
    ...lines.map((line) => `| ${line.what} | $${dollars(line.dollars)} |`),
    `| **together** | **$${dollars(sum)}** |`,
  ]
}

export const counted = (amount: number): string => amount.toLocaleString('en-US', { maximumFractionDigits: 2 })
