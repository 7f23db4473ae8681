#!/usr/bin/env node
/** The command `yestermail`: main.ts, on a Node that can run it. */
import { fileURLToPath } from 'node:url'
import { run } from './with-node-24.mjs'

run(fileURLToPath(new URL('./main.ts', import.meta.url)), true)
