/** A text file of the project, put into the build as it is. */
declare module '*?raw' {
  const text: string
  export default text
}
