export function PolicyTab() {
  return null
}
