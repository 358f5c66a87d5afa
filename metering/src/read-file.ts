import { createGunzip } from 'node:zlib'
import { readRecord, type UsageRecord } from './record.ts'

/** What a file had besides records. */
export interface FileReport {
  records: number
  /** Lines that are no record: of no known kind, or broken. */
  others: number
  /** Whether the file ends in the middle of a line, or of its compression. It counts as far as it goes. */
  isTruncated: boolean
}

/** Hands over each record of a file, which is NDJSON, plain or compressed. */
export async function readFile(bytes: Uint8Array, take: (record: UsageRecord) => void): Promise<FileReport> {
  const report: FileReport = { records: 0, others: 0, isTruncated: false }
  let rest = ''
  const decoder = new TextDecoder()
  const takeLine = (line: string, isLast: boolean) => {
    if (line.trim() === '') return
    const json = readJson(line)
    const record = readRecord(line, json)
    if (record) {
      report.records++
      take(record)
    } else {
      report.others++
      if (isLast && json === undefined) report.isTruncated = true
    }
  }
  const takeText = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) takeLine(line, false)
  }
  const isWhole = await decompress(bytes, (chunk) => takeText(decoder.decode(chunk, { stream: true })))
  takeText(decoder.decode())
  takeLine(rest, true)
  if (!isWhole) report.isTruncated = true
  return report
}

/** Answers whether it came to the end. What was read before an error was handed over. */
async function decompress(bytes: Uint8Array, take: (chunk: Uint8Array) => void): Promise<boolean> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isGzip) {
    take(bytes)
    return true
  }
  return new Promise((resolve) => {
    const gunzip = createGunzip()
    gunzip.on('data', take)
    gunzip.on('end', () => resolve(true))
    gunzip.on('error', () => resolve(false))
    gunzip.end(bytes)
  })
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
