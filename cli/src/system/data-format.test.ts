import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkDataFormat } from './data-format.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-format-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a new data folder gets the present format, and is opened again', () => {
  checkDataFormat(folder)
  mkdirSync(join(folder, 'cloud'))
  checkDataFormat(folder)
  expect(JSON.parse(readFileSync(join(folder, 'format.json'), 'utf8'))).toEqual({ format: 2 })
})

test('a folder of the first version, which left no file, is refused by name and stays as it is', () => {
  mkdirSync(join(folder, 'cloud'))
  expect(() => checkDataFormat(folder)).toThrow(new RegExp(`${folder}.*earlier version.*TENANTRY_DATA_DIR`))
  expect(existsSync(join(folder, 'format.json'))).toBe(false)
})

test('a folder of a later version is refused', () => {
  writeFileSync(join(folder, 'format.json'), '{"format":3}')
  expect(() => checkDataFormat(folder)).toThrow(/later version/)
})
