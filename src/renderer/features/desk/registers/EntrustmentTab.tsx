export function EntrustmentTab() {
  return null
}
