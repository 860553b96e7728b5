/** What runs inside main has no imports: this text gives a module of Node there. Only what these tests need of them. */
export interface MainProcess {
  readonly mainModule: { readonly require: (name: string) => unknown }
}
export interface Hashing {
  readonly createHash: (name: 'sha256') => {
    update(bytes: Uint8Array): { digest(encoding: 'hex'): string }
  }
}
export interface Collecting {
  readonly setFlagsFromString: (flag: string) => void
}
export interface Contexts {
  readonly runInNewContext: (code: string) => unknown
}
