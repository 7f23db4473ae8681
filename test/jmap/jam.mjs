// jmap-jam as it is. Its own types lead to TypeScript sources in node_modules that this project's compiler settings
// refuse, so what the test uses of it is declared in jam.d.mts.
export { JamClient } from 'jmap-jam'
