/** Who has opened the Customer Desk, if anybody. */
export interface DeskAccess {
  /** Name of the member whose PIN opened it; null while it is locked. */
  member(): string | null
  /** At least one member has a PIN. */
  isSetUp(): boolean
}

export function createDeskAccess(): DeskAccess {
  return { member: () => null, isSetUp: () => false }
}
