import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { unzipSync } from 'fflate'
import { AwsError } from '../../core/aws-error.ts'
import { LIMITS } from '../limits.ts'

/** Unpacks a zip into a directory that then is complete, or not there at all. An existing one is left as it is. */
export function unpackZip(zip: Buffer, directory: string, temporary: string): void {
  if (existsSync(directory)) return
  writeFiles(entries(zip), directory, temporary)
}

/** Writes files into a new directory, by way of a temporary one. */
export function writeFiles(files: Record<string, Uint8Array>, directory: string, temporary: string): void {
  try {
    mkdirSync(temporary, { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      const path = normalize(name)
      if (isAbsolute(path) || path.startsWith('..')) throw badZip(`it would write to ${name}`)
      if (name.endsWith('/')) continue
      mkdirSync(dirname(join(temporary, path)), { recursive: true })
      writeFileSync(join(temporary, path), content)
    }
    mkdirSync(dirname(directory), { recursive: true })
    rmSync(directory, { recursive: true, force: true })
    renameSync(temporary, directory)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    throw error
  }
}

function entries(zip: Buffer): Record<string, Uint8Array> {
  let unpackedBytes = 0
  try {
    return unzipSync(zip, {
      filter({ originalSize }) {
        unpackedBytes += originalSize
        if (unpackedBytes <= LIMITS.unpackedBytes) return true
        throw badZip(`Unzipped size must be smaller than ${LIMITS.unpackedBytes} bytes`)
      },
    })
  } catch (error) {
    if (error instanceof AwsError) throw error
    throw badZip('Could not unzip uploaded file. Please check your file, then try to upload again.')
  }
}

const badZip = (reason: string) => new AwsError('InvalidParameterValueException', reason)
