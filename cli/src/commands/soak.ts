import { run } from '../run.ts'

/** Kills a running system with kill -9, fifty times, and looks each time whether anything acknowledged was lost. `--kills`, `--seed`. */
export function soak(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/soak/main.ts', ...args], env)
}
