/** What the form knows about the chosen product. */
export interface ChosenProduct {
  id: string
  name: string
  price: number
  currency: string
  /** The largest quantity for this order: the stock plus what the order already holds. */
  available: number
}

export interface LineValues {
  key: string
  product: ChosenProduct | null
  quantity: string
}

export const emptyLine = (): LineValues => ({ key: crypto.randomUUID(), product: null, quantity: '1' })

const quantityOf = ({ quantity }: LineValues): number | null =>
  /^[1-9]\d{0,3}$|^10000$/.test(quantity) ? Number(quantity) : null

/** What is wrong with a line, as the form shows it. */
export function lineProblem(line: LineValues): string | undefined {
  const { product } = line
  if (!product) return 'Choose a product.'
  const quantity = quantityOf(line)
  if (quantity === null) return 'Enter a quantity of 1 to 10,000.'
  if (quantity > product.available) {
    return product.available === 0 ? 'It is out of stock.' : `Only ${product.available} are in stock.`
  }
  return undefined
}

/** The total of the lines at the prices shown, summed in whole cents. */
export const totalOf = (lines: LineValues[]): number => lines.reduce((cents, line) => cents + centsOf(line), 0) / 100

const centsOf = (line: LineValues): number => Math.round((line.product?.price ?? 0) * 100) * (quantityOf(line) ?? 0)

export const lineTotal = (line: LineValues): number => centsOf(line) / 100
