#!/usr/bin/env node
// What every npm script passes through: plain JavaScript for any Node >= 20.19. It makes sure that the dependencies of
// package-lock.json are installed, then hands over to the Node 24 that they bring and to main.ts.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
/** What npm has installed, which it writes when it is done: https://docs.npmjs.com/cli/configuring-npm/package-lock-json#hidden-lockfiles */
const placed = join(root, 'node_modules', '.package-lock.json')

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** Whether every package of package-lock.json is there as it says; optional ones are for some platforms only. */
function installed() {
  if (!existsSync(node24) || !existsSync(placed)) return false
  const there = packagesOf(placed)
  return Object.entries(packagesOf(join(root, 'package-lock.json')))
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && !(optional && !there[path]))
    .every(([path, { version, integrity }]) => there[path]?.version === version && there[path].integrity === integrity)
}

if (!installed()) {
  // On stderr: what a command prints may be for a program.
  console.error('Installing dependencies (npm ci) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

const path = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
const child = spawn(
  node24,
  ['--disable-warning=ExperimentalWarning', join(root, 'cli/src/main.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: path,
      // Where the command was typed, which npm says too: names of files are relative to it.
      INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
      // What Node has compiled, and stripped of its types: most of what a short command works.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.build', 'compiled'),
    },
  },
)
// Ctrl-C reaches the whole process group; the child decides when it is done, and its code is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
