/** Stands in for the WebGL backend, which face-api imports but a Node process has no use for. */
export {}
