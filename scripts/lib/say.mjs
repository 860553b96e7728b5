/** A failure with a sentence for the person at the terminal; anything else that is thrown is a bug. */
export class Refusal extends Error {}

/** Prints one progress line. Progress goes to stderr: stdout belongs to a command's results. */
export function say(line) {
  process.stderr.write(`kazari: ${line}\n`)
}

/**
 * Runs the main function of a script. Its number becomes the exit code; a Refusal is printed as a plain
 * sentence with exit code 1, a bug with its stack.
 */
export async function runScript(main) {
  try {
    const code = await main(process.argv.slice(2))
    process.exitCode = code ?? 0
  } catch (error) {
    say(error instanceof Refusal ? error.message : `unexpected failure: ${error?.stack ?? error}`)
    process.exitCode = 1
  }
}
