import fc from 'fast-check'

// The dice of properties are those of the run: YESTERMAIL_SEED repeats what they threw.
if (process.env.YESTERMAIL_SEED) fc.configureGlobal({ seed: Number(process.env.YESTERMAIL_SEED) })

export { fc }
