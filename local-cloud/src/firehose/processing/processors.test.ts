import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { checkPrefixes, evaluatePrefix, objectKey, timedPrefix } from './object-prefix.ts'
import { processRecord, readProcessor } from './processors.ts'

const processor = (Type: string, parameters: Record<string, string>) =>
  readProcessor({
    Type,
    Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
      ParameterName,
      ParameterValue,
    })),
  })
const decompression = processor('Decompression', { CompressionFormat: 'GZIP' })
const extraction = processor('CloudWatchLogProcessing', { DataMessageExtraction: 'true' })
const delimiter = processor('AppendDelimiterToRecord', { Delimiter: '\\n' })
const logged = (...messages: string[]) =>
  gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: messages.map((message) => ({ message })) }))

test('a record of CloudWatch Logs becomes a line for each message, and without processors stays what it was', () => {
  const lines = processRecord(logged('{"a":1}', 'ä'), [decompression, extraction, delimiter])
  expect(lines.map(String)).toEqual(['{"a":1}\n', 'ä\n'])
  expect(processRecord(Buffer.from('x'), []).map(String)).toEqual(['x'])
})

test.each([Buffer.from('no gzip'), gzipSync('no JSON'), gzipSync('{"logEvents":1}'), logged('x').subarray(0, 20)])(
  'a record that does not suit the processors throws: %#',
  (record) => {
    expect(() => processRecord(record, [decompression, extraction])).toThrow()
  },
)

test.each([
  ['Lambda', { LambdaArn: 'f' }, 'the processor Lambda'],
  ['Decompression', { CompressionFormat: 'GZIP', NumberOfRetries: '3' }, 'the parameter NumberOfRetries'],
  ['Decompression', { CompressionFormat: 'ZIP' }, 'ZIP as CompressionFormat'],
  ['CloudWatchLogProcessing', { DataMessageExtraction: 'false' }, 'DataMessageExtraction false'],
  ['AppendDelimiterToRecord', {}, 'needs the parameter Delimiter'],
])('what is not here is refused by name: %s %o', (type, parameters, message) => {
  expect(() => processor(type, parameters)).toThrow(message)
})

const time = Date.UTC(2018, 7, 27, 10, 30, 5)

// https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
test.each([
  ['', '2018/08/27/10/'],
  ['myPrefix/', 'myPrefix/2018/08/27/10/'],
  ['usage/!{timestamp:yyyy/MM/dd/HH}/', 'usage/2018/08/27/10/'],
  ["!{timestamp:'year='yyyy'/month='MM'/'}", 'year=2018/month=08/'],
  ['!{firehose:random-string}/!{timestamp:yyyy}/', 'abc/2018/'],
])('the prefix %j evaluates to %j', (prefix, evaluated) => {
  expect(evaluatePrefix(timedPrefix(prefix), { time, random: 'abc' })).toBe(evaluated)
})

test('an object is named after its stream, its version, the time and an id', () => {
  expect(objectKey('p/', { name: 'usage', version: 2 }, time, 'u-1')).toBe('p/usage-2-2018-08-27-10-30-05-u-1')
})

test.each([
  ['x/!{firehose:error-output-type}/', undefined, 'Prefix cannot contain'],
  ['x/!{timestamp:yyyy}/', undefined, 'ErrorOutputPrefix cannot be null'],
  ['x/', 'failed/!{timestamp:yyyy}/', 'must contain at least one instance of'],
  ['x/!{timestamp:yyyy}/', 'failed/', 'must contain at least one instance of'],
  ['x/!{timestamp:EEE}/', 'failed/!{firehose:error-output-type}/', 'EEE in a timestamp'],
  ['x/!{partitionKeyFromQuery:a}/', 'failed/!{firehose:error-output-type}/', '!{partitionKeyFromQuery:a} in a prefix'],
  ['x/!{timestamp', 'failed/!{firehose:error-output-type}/', 'malformed'],
])('the prefixes %j and %j are refused', (prefix, errorPrefix, message) => {
  expect(() => checkPrefixes(prefix, errorPrefix)).toThrow(message)
})
