// Stands in for Kazari where a package would load an app from a folder (package.spec.ts).
process.stdout.write(`${require('./package.json').word}\n`)
process.exit(0)
