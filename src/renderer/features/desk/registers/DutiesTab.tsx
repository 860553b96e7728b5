export function DutiesTab() {
  return null
}
