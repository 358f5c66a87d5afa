/** https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
export const LIMITS = {
  /** "before base64-encoding" */
  recordBytes: 1000 * 1024,
  batchRecords: 500,
  batchBytes: 4 * 1024 * 1024,
  /** "By default, each account can have up to 5,000 Firehose streams per Region." */
  streams: 5000,
}
