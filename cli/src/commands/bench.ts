import { run } from '../run.ts'

/** Measures the whole system: a table for people, one JSON object with `--json`. */
export function bench(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/bench/main.ts', ...args], env)
}
