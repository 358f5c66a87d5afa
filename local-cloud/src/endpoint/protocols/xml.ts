const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** One XML element: objects become child elements, arrays `<member>` lists, dates ISO 8601; what is undefined is left out. */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  return `<${name}>${content(value)}</${name}>`
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((member) => element('member', member)).join('')
  if (value instanceof Date) return value.toISOString()
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, member]) => element(key, member))
      .join('')
  }
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}
