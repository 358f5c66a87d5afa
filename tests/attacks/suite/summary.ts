import type { ClassReport, Failure } from './run-class.ts'

const total = (reports: ClassReport[], count: (report: ClassReport) => number): number =>
  reports.reduce((sum, report) => sum + count(report), 0)

/** The one summary of a run: what was tried in each class, and what got through. */
export function summaryOf(
  reports: ClassReport[],
  services: { name: string; attempts: number; controls: number; classes: number }[],
  seed: number,
): string {
  const width = Math.max(...reports.map(({ name }) => name.length))
  const lines = reports.map(
    ({ name, attempts, known, controls, leaks }) =>
      `  ${name.padEnd(width)}  attempts ${String(attempts).padStart(6)} of ${String(known).padStart(6)}  controls ${String(controls).padStart(4)}  leaks ${leaks.length}`,
  )
  const attempts = total(reports, (report) => report.attempts)
  const known = total(reports, (report) => report.known)
  const controls = total(reports, (report) => report.controls)
  const leaks = total(reports, ({ leaks }) => leaks.length)
  return [
    ...lines,
    ...services.map(
      ({ name, attempts, controls, classes }) =>
        `  there are on ${name}: attempts ${attempts}, controls ${controls}, in ${classes} classes`,
    ),
    ...reports.flatMap(({ name, skipped }) => skipped.map((reason) => `  not tried in ${name}: ${reason}`)),
    `attempts: ${attempts} of ${known} (distinct operation × role × mutation), controls: ${controls}, leaks: ${leaks} (seed ${seed})`,
  ].join('\n')
}

/** The first failures, each with what repeats it. */
export const explain = (failures: Failure[], repeat: (attempt: string) => string): string =>
  failures
    .slice(0, 20)
    .map(
      ({ attempt, expected, answer }) =>
        `${attempt}\n    expected ${expected}\n    answered ${answer}\n    ${repeat(attempt)}`,
    )
    .join('\n')
