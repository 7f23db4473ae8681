/** What the admins' panel says at its door. */
export const enAdmin = {
  title: 'Yestermail administration',
  signIn: 'Sign in as an administrator',
  name: 'Name',
  password: 'Password',
  code: 'Code of your app, or a recovery code',
  go: 'Sign in',
  out: 'Sign out',
  welcomeTitle: (name: string) => `Welcome, ${name}`,
  welcomeText: 'Choose a password of 12 characters or more, and add this secret to an app that shows codes.',
  secret: 'Secret',
  openApp: 'Open in the app',
  appCode: 'Code that the app shows',
  done: 'Set up',
  recoveryTitle: 'Recovery codes',
  recoveryText:
    'Keep these ten codes where you find them without your phone. Each is good once. They are not shown again.',
  goOn: 'I have kept them',
  accessTitle: 'Open your backups',
  accessText: 'This link opens your backups once, without your mail password.',
  accessGo: 'Open',
  hello: (name: string) => `You are signed in as ${name}.`,
  role: {
    operator: 'Operator of all mail domains',
    domain: (domains: string) => `Administrator of ${domains}`,
  },
  wrong: 'The name, the password or the code is not right.',
  wrongCode: 'The code is not right, or was used already. Wait for the next one.',
  linkOver: 'This link was used already, is too old, or was replaced. Ask for a new one.',
  weak: 'Choose a longer password: 12 characters or more, five of them different, without your name.',
  wait: (seconds: number) => `There were too many wrong tries. Wait ${seconds} seconds.`,
  offline: 'Yestermail cannot be reached.',
  fault: 'That did not work. Try again in a moment.',
}

export type AdminTexts = typeof enAdmin
