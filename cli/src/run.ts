import { spawn } from 'node:child_process'
import { ROOT } from './root.ts'

/** Runs a program in our process group with our terminal, and answers its exit code. */
export function run(program: string, args: string[], env: NodeJS.ProcessEnv, cwd = ROOT): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
