/** A text that may be anybody's; or an amount of ours, which may have a sign. */
export type Cell = string | { amount: string } | null

/** A row of a table. https://www.rfc-editor.org/rfc/rfc4180 */
export const csvLine = (cells: Cell[]): string => `${cells.map(textOf).join(',')}\r\n`

const textOf = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'string' ? field(cell) : quoted(cell.amount)

/**
 * A text that somebody else chose must not become a formula in the spreadsheet of whoever opens the file.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function field(text: string): string {
  return quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
