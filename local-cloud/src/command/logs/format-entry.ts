import { styleText } from 'node:util'
import type { Entry } from './read-entry.ts'

export interface Paint {
  level(level: string, text: string): string
  quiet(text: string): string
}

export const PLAIN: Paint = { level: (_, text) => text, quiet: (text) => text }

/** Colours where the stream is a terminal that wants them (NO_COLOR, FORCE_COLOR). */
export const painted = (stream: NodeJS.WritableStream): Paint => ({
  level: (level, text) =>
    /ERROR|FATAL/.test(level)
      ? styleText('red', text, { stream })
      : level === 'WARN'
        ? styleText('yellow', text, { stream })
        : text,
  quiet: (text) => styleText('dim', text, { stream }),
})

/** One line for an entry, indented lines for its stack. What was logged cannot steer the terminal. */
export function formatEntry(time: string, name: string, entry: Entry, paint: Paint): string {
  const { level, text, more } = entry
  const { tenantId, requestId, ...others } = entry.fields
  const fields = Object.entries({ tenant: tenantId, request: requestId, ...others })
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([field, value]) => ` ${field}=${formatValue(value)}`)
  const line = `${paint.quiet(time)} ${paint.level(level, printable(level.padEnd(5)))} ${printable(name)}  ${printable(text)}${fields.length > 0 ? ` ${paint.quiet(printable(fields.join('')))}` : ''}`
  return [line, ...more.map((one) => `    ${paint.quiet(printable(shorten(one)))}`)].join('\n')
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)
}

/** Bundlers name sources by a scheme of their own; what follows it is the path in the repository. */
const shorten = (line: string): string =>
  line.replace(/(?<=[\s(])(?!file:|node:|https?:)[a-z][\w+.-]*:\/\/\/(\.\/)?/g, '')

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal obeys
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g
/** The text with what a terminal would obey spelt out. */
export const printable = (text: string): string =>
  text.replace(CONTROL, (sign) => (sign === '\t' ? ' ' : `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`))
