import type { Language } from './language.ts'

/** How letters leave, and to whom: [mail] of the configuration. */
export interface MailSettings {
  host: string
  port: number
  /** 'none' only on this machine */
  security: 'tls' | 'starttls' | 'none'
  /** PEM of a private certificate authority */
  ca?: string
  /** null: the server takes letters from here without a password */
  user: string | null
  /** '' in a process that may hold no secrets: it sends nothing */
  password: string
  /** address of the sender */
  from: string
  /** addresses; may be none, then only owners are written to */
  operators: string[]
  /** of letters to operators, and of owners of whom nothing else is said */
  language: Language
  /** "HH:MM" of the installation's zone: when the daily summary is written, if there is something to say */
  summaryAt: string
}
