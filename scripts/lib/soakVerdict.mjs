/**
 * Growth of memory that is a leak, megabytes a minute and share of the whole: both, because a page breathes by a tenth between two
 * garbage collections. What is compared is the least of the first and of the last third, which no collection hides.
 */
const MEMORY_GROWTH = { mbPerMinute: 1.5, share: 0.03 }
/** Growth of open handles that is a leak, a minute. */
const HANDLE_SLOPE = 0.5
/** The first share of a run warms up: caches fill, code is compiled. */
const WARM_UP = 0.3

/** Slope of y over x by Theil and Sen, the median of all pairs' slopes: one garbage collection more or less does not turn it. */
export function slope(points) {
  const slopes = []
  for (const [index, [x, y]] of points.entries())
    for (const [laterX, laterY] of points.slice(index + 1))
      if (laterX > x) slopes.push((laterY - y) / (laterX - x))
  if (slopes.length === 0) return 0
  slopes.sort((a, b) => a - b)
  return slopes[Math.floor(slopes.length / 2)]
}

/** How the floor of the memory rose from the first to the last third: megabytes a minute, and as a share. */
function floorGrowth(seen) {
  const third = Math.max(1, Math.floor(seen.length / 3))
  const floor = (part) => Math.min(...part.map(({ memoryMb }) => memoryMb))
  const [first, last] = [seen.slice(0, third), seen.slice(-third)]
  const minutes = (last[0]?.minutes ?? 0) - (first[0]?.minutes ?? 0)
  const grown = floor(last) - floor(first)
  return { mbPerMinute: minutes > 0 ? grown / minutes : 0, share: grown / floor(first) }
}

/** What grew during a run of test/bench/soak.bench.ts or of `engine-soak`: a line for each process and count, each passed or not. */
export function judgeSoak({ samples, errors }) {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP))
  const names = [...new Set(settled.flatMap(({ processes }) => processes.map(({ name }) => name)))]
  const lines = names.map((name) => {
    const seen = settled.flatMap(({ atS, processes }) => {
      const own = processes.find((one) => one.name === name)
      return own ? [{ minutes: atS / 60, ...own }] : []
    })
    const memory = floorGrowth(seen)
    const handles = slope(seen.map(({ minutes, handles: open }) => [minutes, open]))
    const [first, last] = [seen[0], seen.at(-1)]
    return {
      passed:
        (memory.mbPerMinute < MEMORY_GROWTH.mbPerMinute || memory.share < MEMORY_GROWTH.share) &&
        handles < HANDLE_SLOPE,
      line:
        `${name}: ${first.memoryMb.toFixed(0)} to ${last.memoryMb.toFixed(0)} MB, floor ${memory.mbPerMinute.toFixed(2)} MB a minute; ` +
        `${first.handles} to ${last.handles} handles, ${handles.toFixed(2)} a minute`,
    }
  })
  const tensors = new Set(settled.map((sample) => sample.tensors))
  lines.push({ passed: tensors.size === 1, line: `tensors of vision: ${[...tensors].join(', ')}` })
  const first = settled[0]
  const last = settled.at(-1)
  const rate = (last.framesDone - first.framesDone) / (last.atS - first.atS)
  lines.push({
    passed: rate > 0,
    line: `frames followed: ${rate.toFixed(1)} a second, ${last.framesDone} in all`,
  })
  if (errors !== undefined)
    lines.push({ passed: errors.length === 0, line: `errors of the page: ${errors.length}` })
  return { passed: lines.every(({ passed }) => passed), lines }
}
