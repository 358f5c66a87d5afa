/** The folder of a function whose construct has this id: `TenantDirectory` → `tenant-directory`. */
export const folderName = (constructId: string): string => constructId.replace(/(?!^)(?=[A-Z])/g, '-').toLowerCase()
