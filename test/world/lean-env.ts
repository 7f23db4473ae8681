/**
 * What a program that a test starts gets of our environment: where programs lie, and where Node keeps what it has
 * compiled (world/run-files.ts), which halves the time of a start. Nothing that is a setting of Yestermail.
 */
export const leanEnv: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}
