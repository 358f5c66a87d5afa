import { run } from '../run.ts'

/** Every page as a picture, light and dark, wide and narrow, in `screenshots/`, which git ignores. */
export function screenshots(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/screenshots/main.ts', ...args], env)
}
