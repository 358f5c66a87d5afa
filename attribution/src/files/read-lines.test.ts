import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

async function linesOf(content: string | Buffer): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'lines-'))
  const file = join(directory, 'file')
  writeFileSync(file, content)
  const lines: string[] = []
  let read = 0
  try {
    await readLines(
      file,
      (bytes, from, to, line) => lines.push(`${line} ${bytes.toString('utf8', from, to)}`),
      (bytes) => {
        read += bytes
      },
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
  expect(read).toBe(Buffer.byteLength(content))
  return lines
}

test('lines have their numbers; blank ones count and are left out', async () => {
  expect(await linesOf('a\n\n \t\r\nb\r\nc')).toEqual(['1 a', '4 b\r', '5 c'])
  expect(await linesOf('\uFEFFa\n\uFEFFb\n')).toEqual(['1 a', '2 \uFEFFb'])
  expect(await linesOf('')).toEqual([])
})

test('lines of any length come whole, however the file is cut on the way, and out of gzip of several members', async () => {
  const long = ['x'.repeat(3 << 20), 'ü'.repeat(1 << 20), 'end']
  expect(await linesOf(long.join('\n'))).toEqual(long.map((line, index) => `${index + 1} ${line}`))
  expect(await linesOf(Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')]))).toEqual(['1 a', '2 bc', '3 d'])
})

test('gzip that is cut off or damaged is no shorter file', async () => {
  const packed = gzipSync('a\n'.repeat(100_000))
  await expect(linesOf(packed.subarray(0, -9))).rejects.toThrow('the gzip data is damaged or cut off')
  await expect(linesOf(Buffer.concat([packed.subarray(0, 60), Buffer.alloc(20, 7)]))).rejects.toThrow(
    'damaged or cut off',
  )
})
