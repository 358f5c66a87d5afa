/** Figures as lines of `name  value`, nested ones indented: for people. */
export function tableOf(figures: object, indent = ''): string {
  const entries = Object.entries(figures).filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  return entries
    .map(([name, value]) =>
      isNested(value)
        ? `${indent}${name}\n${tableOf(value, `${indent}  `)}`
        : `${indent}${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join('\n')
}

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
