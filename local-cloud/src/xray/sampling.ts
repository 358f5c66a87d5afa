import type { CloudContext } from '../core/cloud-context.ts'

/** The default rule: "the first request each second, and five percent of any additional requests". https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const RATE = 0.05
const STEPS = 2 ** 32

/** Whether a trace that begins now is sampled: by the default rule, or by a share of all traces. */
export function sampling(
  { clock, ids }: Pick<CloudContext, 'clock' | 'ids'>,
  share: number | undefined,
): () => boolean {
  const isDrawn = (rate: number): boolean => ids.bytes(4).readUInt32BE() < rate * STEPS
  let second = -1
  return () => {
    if (share !== undefined) return isDrawn(share)
    const now = Math.floor(clock.now() / 1000)
    if (now === second) return isDrawn(RATE)
    second = now
    return true
  }
}
