/** The two lists that are no folder's, and what stands above them: one lazy part of the page. */
export { missingSource } from './missing-source.ts'
export { searchSource } from './search-source.ts'
