/** The letters of Java's DateTimeFormatter that are here, with their digits and what they say. */
const FIELDS = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2 } as const
type Field = keyof typeof FIELDS

export interface DateFormat {
  /** A pattern of exactly the texts that have the form; its groups are the fields. */
  pattern: string
  /** From the largest to the smallest that are there. */
  fields: Field[]
  /** Milliseconds since the epoch of a text; undefined for one that is no time. */
  parse(text: string): number | undefined
}

/** A format such as `yyyy/MM/dd/HH`; undefined where it has other letters. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html#partition-projection-date-type */
export function dateFormat(format: string): DateFormat | undefined {
  const fields: Field[] = []
  let pattern = ''
  for (const [part, quoted] of format.matchAll(/'([^']*)'|yyyy|MM|dd|HH|mm|ss|[^A-Za-z']+|./gs)) {
    if (quoted !== undefined) pattern += escaped(quoted === '' ? "'" : quoted)
    else if (Object.hasOwn(FIELDS, part)) {
      fields.push(part as Field)
      pattern += `(\\d{${FIELDS[part as Field]}})`
    } else if (/[A-Za-z']/.test(part)) return undefined
    else pattern += escaped(part)
  }
  if (!fields.includes('yyyy') || new Set(fields).size < fields.length) return undefined
  const exact = new RegExp(`^${pattern}$`)
  return {
    pattern: pattern.replaceAll('(\\d', '(?:\\d'),
    fields: (Object.keys(FIELDS) as Field[]).filter((field) => fields.includes(field)),
    parse(text) {
      const found = exact.exec(text)
      if (!found) return undefined
      const value = (field: Field, otherwise: number) =>
        fields.includes(field) ? Number(found[fields.indexOf(field) + 1]) : otherwise
      const [month, day] = [value('MM', 1), value('dd', 1)]
      const time = Date.UTC(value('yyyy', 0), month - 1, day, value('HH', 0), value('mm', 0), value('ss', 0))
      const date = new Date(time)
      // The 31st of February is another day.
      return date.getUTCMonth() + 1 === month && date.getUTCDate() === day ? time : undefined
    },
  }
}

/** A text as a pattern that finds it. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
