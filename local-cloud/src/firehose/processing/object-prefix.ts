import { Unsupported } from '../../core/aws-error.ts'
import { invalidArgument } from '../errors.ts'

// https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html

const EXPRESSION = /!\{([^:}]*):([^}]*)\}/g
const DEFAULT_TIME = '!{timestamp:yyyy/MM/dd/HH/}'
export const ERROR_TYPE = '!{firehose:error-output-type}'

/** What an expression may say besides its time. */
interface Values {
  /** Milliseconds since the epoch. */
  time: number
  random: string
  errorType?: string
}

/** A prefix as it is evaluated for each object: "If your prefix doesn't contain a timestamp namespace expression", its time follows. */
export const timedPrefix = (prefix: string): string =>
  /!\{timestamp:/.test(prefix) ? prefix : `${prefix}${DEFAULT_TIME}`

/** Throws for prefixes that Firehose refuses, and for expressions that are not here. */
export function checkPrefixes(prefix: string, errorPrefix: string | undefined): void {
  if (prefix.includes(ERROR_TYPE)) throw invalidArgument(`Prefix cannot contain ${ERROR_TYPE}.`)
  if (prefix.includes('!{') && errorPrefix === undefined)
    throw invalidArgument('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.')
  if (`${prefix}${errorPrefix}`.includes('!{') && !errorPrefix?.includes(ERROR_TYPE))
    throw invalidArgument(`ErrorOutputPrefix must contain at least one instance of ${ERROR_TYPE}.`)
  for (const each of [prefix, errorPrefix ?? '']) evaluatePrefix(each, { time: 0, random: '', errorType: '' })
}

export function evaluatePrefix(prefix: string, values: Values): string {
  const evaluated = prefix.replace(EXPRESSION, (whole, namespace: string, value: string) => {
    if (namespace === 'timestamp') return formatTime(value, values.time)
    if (whole === '!{firehose:random-string}') return values.random
    if (whole === ERROR_TYPE) return values.errorType ?? ''
    throw new Unsupported(`${whole} in a prefix of Firehose`)
  })
  if (evaluated.includes('!{')) throw invalidArgument(`The prefix ${prefix} is malformed.`)
  return evaluated
}

/** As much of Java's DateTimeFormatter as prefixes are written with, in UTC. */
function formatTime(pattern: string, time: number): string {
  const [, yyyy = '', MM = '', dd = '', HH = '', mm = '', ss = ''] =
    /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(new Date(time).toISOString()) ?? []
  const fields: Record<string, string> = { yyyy, MM, dd, HH, mm, ss }
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (letters, quoted?: string) => {
    const text = quoted ?? fields[letters]
    if (text === undefined) throw new Unsupported(`${letters} in a timestamp of a Firehose prefix`)
    return text
  })
}

/** `<prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid>`. https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html */
export const objectKey = (
  prefix: string,
  { name, version }: { name: string; version: number },
  time: number,
  uuid: string,
): string => `${prefix}${name}-${version}-${formatTime('yyyy-MM-dd-HH-mm-ss', time)}-${uuid}`
