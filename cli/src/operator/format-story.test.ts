import { PLAIN } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { expect, test } from 'vitest'
import { formatStory } from './format-story.ts'

const line = { time: '2026-11-29T10:05:00.000Z', function: 'products', level: 'INFO', message: 'request', fields: {} }
const segment = { id: 'a', parentId: null, name: 'tenant-api', startMs: 0, endMs: 120.4, error: false, fault: false }
const story = { requestId: 'r-1', tenantId: 'abcdefghijkl', lines: [line], trace: null, complete: true }

test('a story shows what was logged in its order, with the stack of an error', () => {
  const error = {
    name: 'TypeError',
    message: 'no such thing',
    stack: 'TypeError: no such thing\n    at read (file.ts:1:2)',
  }
  const lines = [
    { ...line, fields: { status: 500 } },
    { ...line, level: 'ERROR', message: 'request failed', fields: { error } },
  ]
  const text = formatStory({ ...story, lines }, PLAIN)
  expect(text).toContain('Request r-1 of tenant abcdefghijkl')
  expect(text).toContain('2026-11-29T10:05:00.000Z INFO  products  request  status=500')
  expect(text).toMatch(/ERROR products {2}request failed: TypeError: no such thing\n.*at read \(file\.ts:1:2\)/)
  expect(text).toContain('It was not traced.')
})

test('a trace is a tree: each part below what it is a part of, whatever lost its parent at the top', () => {
  const segments = [
    { ...segment, id: 'c', parentId: 'b', name: 'dynamodb', startMs: 30, endMs: 40, error: true },
    segment,
    { ...segment, id: 'b', parentId: 'a', name: 'products', startMs: 20, endMs: 100, fault: true },
    { ...segment, id: 'd', parentId: 'lost', name: 'orphan', startMs: 50, endMs: 51 },
  ]
  const text = formatStory({ ...story, trace: { traceId: '1-a-b', segments } }, PLAIN)
  expect(text.slice(text.indexOf('Trace')).split('\n')).toEqual([
    'Trace 1-a-b',
    '      0 +120 ms     tenant-api',
    '     20 +80 ms        products  fault',
    '     30 +10 ms          dynamodb  error',
    '     50 +1 ms       orphan',
  ])
})

test('segments that name each other as parents end the tree, not the command', () => {
  const segments = [
    { ...segment, id: 'a', parentId: 'b' },
    { ...segment, id: 'b', parentId: 'a' },
  ]
  expect(formatStory({ ...story, trace: { traceId: '1-a-b', segments } }, PLAIN)).toContain('Trace 1-a-b')
})

test('a search that ended early says so', () => {
  expect(formatStory({ ...story, complete: false }, PLAIN)).toContain('There may be more lines')
  expect(formatStory(story, PLAIN)).not.toContain('There may be more lines')
})

test('what was logged cannot steer the terminal', () => {
  const text = formatStory(
    {
      ...story,
      requestId: '\u001b[2J',
      lines: [{ ...line, function: '\u001b[2J', level: '\u001b[2J', message: '\u001b[2J' }],
    },
    PLAIN,
  )
  expect(text).not.toContain('\u001b')
})
