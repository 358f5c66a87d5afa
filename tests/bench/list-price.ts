/** What a run over an hour took, as its process says. */
export interface MeteredRun {
  records: number
  seconds: number
  peakMegabytes: number
  minuteItems: number
  itemKilobytes: number
}

/**
 * AWS's list prices in us-east-1, in US dollars, without free tiers. They are public and change: look at the pages before you quote a figure.
 */
const PRICES = {
  /** Per GB-second of an arm64 function. https://aws.amazon.com/lambda/pricing/ */
  lambdaGbSecond: 0.0000133334,
  /** Per write and read unit on demand. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  writeUnit: 0.625 / 1e6,
  /** Per GET and PUT. https://aws.amazon.com/s3/pricing/ */
  s3Get: 0.0004 / 1e3,
  s3Put: 0.005 / 1e3,
} as const

/** The rebuilder's memory. */
const FUNCTION_GB = 1_769 / 1_024
/** A file is delivered each minute from a place, and each delivery has the running hour computed once. */
const RUNS_PER_HOUR = 60
/** A minute is written when it is first seen, and once more when the rest of its lines arrive. */
const WRITES_PER_MINUTE_ITEM = 2

/**
 * What it costs to keep up with an hour of these records, per million requests. Each minute the running hour is computed again from all its files so far, which is half
 * of them on average. Items of hours and days are written as often as the tenant was active in a minute.
 */
export function listPrice({ records, seconds, minuteItems, itemKilobytes }: MeteredRun) {
  const requests = records / 3
  const perMillion = 1e6 / requests
  const lambda = RUNS_PER_HOUR * (seconds / 2) * FUNCTION_GB * PRICES.lambdaGbSecond
  const unitsPerWrite = Math.ceil(itemKilobytes)
  const minuteWrites = minuteItems * WRITES_PER_MINUTE_ITEM * unitsPerWrite
  // Hour and day have rows of more operations than a minute; five times its size is what the load of the bench has at most.
  const mergedWrites = minuteItems * 2 * Math.min(5, unitsPerWrite * 5)
  const dynamodb = (minuteWrites + mergedWrites) * PRICES.writeUnit
  const s3 = RUNS_PER_HOUR * (30 * PRICES.s3Get + 4 * PRICES.s3Put)
  const dollars = (amount: number) => Math.round(amount * perMillion * 10_000) / 10_000
  return {
    dollarsPerMillionRequests: dollars(lambda + dynamodb + s3),
    of: { lambda: dollars(lambda), dynamodb: dollars(dynamodb), s3: dollars(s3) },
  }
}
