import { describe, expect, test } from 'vitest'
import { evaluate, evaluationRange, type MissingData } from './evaluate.ts'

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: the newest data point stands
// right; 0 does not breach, X does, - is missing. The columns are MISSING, IGNORE, BREACHING and NOT BREACHING.

const COLUMNS: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching']
const RETAIN = null

const states = (points: string, datapointsToAlarm: number, evaluationPeriods = 3) =>
  COLUMNS.map((treatMissingData) => {
    const rule = { evaluationPeriods, datapointsToAlarm, treatMissingData, isBreaching: (value: number) => value > 0 }
    const values = points.split(' ').map((point) => ({ '0': 0, X: 1 })[point])
    expect(values).toHaveLength(evaluationRange(rule))
    return evaluate(values, rule).state
  })

describe('3 out of 3', () => {
  test.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', RETAIN, 'ALARM', 'OK'],
  ])('%s', (points, ...expected) => expect(states(points, 3)).toEqual(expected))

  test.each(['- - - - X', '- - - X -'])('%s is no alarm yet, as the next data point may not breach', (points) => {
    expect(states(points, 3).slice(0, 2)).toEqual([RETAIN, RETAIN])
  })
})

describe('2 out of 3', () => {
  test.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', RETAIN, 'ALARM', 'OK'],
  ])('%s', (points, ...expected) => expect(states(points, 2)).toEqual(expected))
})

test('one out of one follows its newest data point', () => {
  expect(states('X X 0', 1, 1)).toEqual(['OK', 'OK', 'OK', 'OK'])
  expect(states('0 0 X', 1, 1)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM'])
  expect(states('- X -', 1, 1)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM'])
  expect(states('- - -', 1, 1)).toEqual(['INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'])
})
