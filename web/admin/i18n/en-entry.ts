import { plurals } from '../../i18n/plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const enEntry = {
  door: {
    title: 'Sign in to the administration',
    name: 'Name',
    password: 'Password',
    code: 'Code of your app, or a recovery code',
    go: 'Sign in',
    busy: 'Signing in…',
    signOut: 'Sign out',
    wrong: 'The name, the password or the code is not right.',
    slow: (seconds: number) => `There were too many wrong tries. Wait ${number.format(seconds)} seconds.`,
    ended: 'You were signed out. Sign in again; nothing is lost.',
    role: { operator: 'operator', domain: 'domain admin' },
  },
  welcome: {
    title: (name: string) => `Welcome, ${name}`,
    intro: 'This link is good once. Choose a password and add Yestermail to your app for one-time codes.',
    over: 'This link is over',
    overText: 'It was used, or its time has passed. Ask for a new one: yestermail admin link NAME',
    newPassword: 'New password',
    passwordHint: '12 characters or more.',
    scan: 'Scan this with your app for one-time codes',
    picture: 'The key of your app, as a QR code',
    secret: 'Or type this key into the app (TOTP), or open it there:',
    open: 'Open in the app',
    code: 'The code that the app shows',
    go: 'Begin',
    weak: 'The password is too short or too common.',
    wrongCode: 'The code is not right. Look at the clock of your device, and try the next code.',
    recovery: 'Keep these recovery codes',
    recoveryText: 'Each works once in place of a code, if the app is lost. They are not shown again.',
    go2: 'I have kept them',
  },
  sessions: {
    title: 'Sign-ins',
    own: 'this one',
    began: 'Begun',
    used: 'Last used',
    where: 'Where from',
    end: 'End',
    recovery: (n: number) =>
      choose(n, { one: '1 recovery code left', other: `${number.format(n)} recovery codes left` }),
  },
  looks: { language: 'Language', theme: 'Appearance', system: 'System', light: 'Light', dark: 'Dark' },
  own: {
    open: 'Change the password…',
    title: 'Change the password',
    now: 'Current password',
    text: 'All your other sign-ins end. The codes of your app stay as they are.',
    go: 'Change',
    wrong: 'The current password is not right. Nothing was changed.',
    done: 'The password is changed. Your other sign-ins have ended.',
  },
}
