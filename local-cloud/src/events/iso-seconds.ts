/** `2026-01-01T00:00:00Z`, as events carry time. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
