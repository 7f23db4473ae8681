/** The texts about the page itself: its parts, its languages, what can be set. Part of `en`. */
export const enPage = {
  part: {
    failed: 'A part of this page could not be loaded.',
  },
}
