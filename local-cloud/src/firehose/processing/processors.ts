import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { invalidArgument } from '../errors.ts'

// https://docs.aws.amazon.com/firehose/latest/APIReference/API_Processor.html

export const ProcessorShape = z.strictObject({
  Type: z.string(),
  Parameters: z.array(z.strictObject({ ParameterName: z.string(), ParameterValue: z.string() })).optional(),
})

export type Processor =
  | { type: 'Decompression' }
  | { type: 'CloudWatchLogProcessing' }
  | { type: 'AppendDelimiterToRecord'; delimiter: string }

/** A processor as a template writes it; one that is not here is refused by name, and so is a value of a parameter. */
export function readProcessor({ Type, Parameters = [] }: z.output<typeof ProcessorShape>): Processor {
  const given = new Map(Parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]))
  const take = (name: string): string => {
    const value = given.get(name)
    if (value === undefined) throw invalidArgument(`The processor ${Type} needs the parameter ${name}.`)
    given.delete(name)
    return value
  }
  const processor = read(Type, take)
  const [unknown] = given.keys()
  if (unknown !== undefined) throw new Unsupported(`the parameter ${unknown} of the processor ${Type}`)
  return processor
}

function read(type: string, take: (name: string) => string): Processor {
  if (type === 'Decompression') {
    const format = take('CompressionFormat')
    if (format !== 'GZIP') throw invalidArgument(`${format} as CompressionFormat: GZIP is the only one.`)
    return { type }
  }
  if (type === 'CloudWatchLogProcessing') {
    const extracts = take('DataMessageExtraction')
    if (extracts !== 'true') throw new Unsupported(`DataMessageExtraction ${extracts} of the processor ${type}`)
    return { type }
  }
  if (type === 'AppendDelimiterToRecord')
    // Written as an escape: "\\n" in a template.
    return {
      type,
      delimiter: take('Delimiter').replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\r', '\r'),
    }
  throw new Unsupported(`the processor ${type} of Firehose`)
}

/** What a record becomes, processor by processor; throws for one that does not suit them. */
export const processRecord = (data: Uint8Array, processors: Processor[]): Buffer[] =>
  processors.reduce<Buffer[]>(
    (records, processor) => records.flatMap((record) => apply(processor, record)),
    [Buffer.from(data)],
  )

function apply(processor: Processor, record: Buffer): Buffer[] {
  switch (processor.type) {
    case 'Decompression':
      return [gunzipSync(record)]
    case 'CloudWatchLogProcessing':
      return messagesOf(record)
    case 'AppendDelimiterToRecord':
      return [Buffer.concat([record, Buffer.from(processor.delimiter)])]
    default:
      return processor satisfies never
  }
}

/**
 * "When you enable message extraction, Firehose filters out all metadata … and delivers only the content inside the message fields." That of
 * a control message is such content, too. https://docs.aws.amazon.com/firehose/latest/dev/Message_extraction.html
 */
function messagesOf(record: Buffer): Buffer[] {
  const { logEvents } = LogRecord.parse(JSON.parse(record.toString()))
  return logEvents.map(({ message }) => Buffer.from(message))
}

const LogRecord = z.object({ logEvents: z.array(z.object({ message: z.string() })) })
