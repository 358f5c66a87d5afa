import { printable } from '@tenantry/local-cloud/command/logs/format-entry.ts'

export interface Column<T> {
  title: string
  /** Numbers stand at the right; null is nothing to show. */
  value(row: T): string | number | null
  /** Gets shorter where lines would be too long. */
  elastic?: true
}

const GAP = '  '
const SHORTEST = 8

/** Rows below their titles, in lines of this width at most as far as elastic columns can give way. What rows say cannot steer the terminal. */
export function formatTable<T>(columns: readonly Column<T>[], rows: readonly T[], width: number): string {
  const cells = rows.map((row) => columns.map(({ value }) => value(row)))
  const texts = cells.map((line) => line.map(formatCell))
  const natural = columns.map(({ title }, n) => Math.max(title.length, ...texts.map((line) => lengthOf(line[n] ?? ''))))
  const widths = shrink(natural, columns, width)
  const isNumber = columns.map((_, n) => cells.some((line) => typeof line[n] === 'number'))
  const lineOf = (line: readonly string[]) =>
    line
      .map((text, n) => fit(text, widths[n] ?? 0, isNumber[n] === true))
      .join(GAP)
      .trimEnd()
  return [lineOf(columns.map(({ title }) => title)), ...texts.map(lineOf)].join('\n')
}

function shrink(natural: number[], columns: readonly Column<never>[], width: number): number[] {
  const widths = [...natural]
  const sum = () => widths.reduce((total, one) => total + one, GAP.length * (widths.length - 1))
  while (sum() > width) {
    const widest = columns.reduce(
      (found, { elastic }, n) => (elastic && (widths[n] ?? 0) > (widths[found] ?? SHORTEST) ? n : found),
      -1,
    )
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function fit(text: string, width: number, isNumber: boolean): string {
  const signs = [...text]
  const shown = signs.length > width ? `${signs.slice(0, width - 1).join('')}…` : text
  const space = ' '.repeat(Math.max(0, width - lengthOf(shown)))
  return isNumber ? `${space}${shown}` : `${shown}${space}`
}

const lengthOf = (text: string): number => [...text].length

function formatCell(value: string | number | null): string {
  if (value === null) return '-'
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 1 }) : printable(value)
}
