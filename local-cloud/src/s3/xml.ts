import { XMLParser } from 'fast-xml-parser'
import { RawOutput } from '../core/service.ts'
import { malformedXml } from './errors.ts'

const XMLNS = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** Elements that a body may have several of. */
const LISTS = ['Object', 'Part']

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  // A key may begin or end with spaces.
  trimValues: false,
  // Keys are written with character references: `&#x0D;`.
  htmlEntities: true,
  isArray: (name) => LISTS.includes(name),
})

/** What is in the root element of a request's body. */
export function readXml(body: Buffer, root: string): Record<string, unknown> {
  let read: Record<string, unknown>
  try {
    read = parser.parse(body, true)
  } catch {
    throw malformedXml()
  }
  const content = read[root]
  if (typeof content === 'string' && content.trim() === '') return {}
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw malformedXml()
  return withoutSpace(content) as Record<string, unknown>
}

/** Between elements white space means nothing. */
function withoutSpace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpace)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([name]) => name !== '#text')
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSpace(member)]))
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

type Content = string | number | boolean | Date | undefined | { [name: string]: Content } | Content[]

/** One element; of a list, one for each entry. What is undefined is left out. */
function element(name: string, value: Content): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((entry) => element(name, entry)).join('')
  if (value instanceof Date) return element(name, value.toISOString())
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([member, content]) => element(member, content))
    return `<${name}>${members.join('')}</${name}>`
  }
  return `<${name}>${String(value).replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character)}</${name}>`
}

/** An answer in XML: elements, or a text. */
export function xmlOutput(root: string, content: { [name: string]: Content } | string): RawOutput {
  const inner =
    typeof content === 'string'
      ? content
      : Object.entries(content)
          .map(([name, value]) => element(name, value))
          .join('')
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${XMLNS}">${inner}</${root}>`
  return new RawOutput(200, { 'content-type': 'application/xml' }, Buffer.from(body))
}
