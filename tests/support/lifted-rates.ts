/**
 * Parameters of the control plane for tests that share a system: they come from one address, and are many strangers. How many codes an e-mail address
 * gets stays as it is.
 */
export const LIFTED_RATES = Object.fromEntries(
  ['SourceRate', 'SourceBurst', 'PublicWriteRate', 'PublicWriteBurst'].map((name) => [name, '5000']),
)
