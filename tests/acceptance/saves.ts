import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Ways in which editors put a new text into a file. */
export const SAVES: Record<string, (file: string, text: string) => void> = {
  'in place': (file, text) => writeFileSync(file, text),
  'by renaming a new file over it (JetBrains, sed -i)': (file, text) => {
    writeFileSync(`${file}___jb_tmp___`, text)
    renameSync(`${file}___jb_tmp___`, file)
  },
  'by a new file after the old one was put aside (vim)': (file, text) => {
    renameSync(file, `${file}~`)
    writeFileSync(file, text)
    rmSync(`${file}~`)
  },
}

export type Save = (file: string, text: string) => void

/** Replaces a text that must be there, saved in one of these ways. */
export function replaceIn(file: string, before: string, after: string, save: Save): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(before)) throw new Error(`${file} has no ${before}.`)
  save(file, text.replaceAll(before, after))
}
