export async function stageEngine() { throw new Error('later') }
export async function enginePackages() { return [] }
