import { cpus } from 'node:os'

/** Above this share of all processors, with the generator on the same machine, a latency says nothing. */
export const TOO_BUSY = 0.6

export interface Load {
  /** Share of all processors' time that was not idle, 0 to 1, whoever used it. */
  processorLoad: number
  /** Present where latencies and rates of this figure say nothing by themselves; ratios of one run still compare. */
  saysNothing?: 'the processor was too busy'
}

/** Runs a measurement, and puts beside its figures how busy the machine was. */
export async function withLoad<Figures extends object>(measure: () => Promise<Figures>): Promise<Figures & Load> {
  const before = times()
  const figures = await measure()
  const after = times()
  const processorLoad = round(1 - (after.idle - before.idle) / Math.max(1, after.all - before.all))
  return { ...figures, processorLoad, ...(processorLoad > TOO_BUSY && { saysNothing: 'the processor was too busy' }) }
}

function times(): { idle: number; all: number } {
  const sums = cpus().map((cpu) => ({ idle: cpu.times.idle, all: Object.values(cpu.times).reduce((a, b) => a + b, 0) }))
  return sums.reduce((a, b) => ({ idle: a.idle + b.idle, all: a.all + b.all }), { idle: 0, all: 0 })
}

export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits
