import type { AdminTexts } from './admin-en.ts'

export const deAdmin = {
  title: 'Yestermail-Verwaltung',
  signIn: 'Als Administrator anmelden',
  name: 'Name',
  password: 'Passwort',
  code: 'Code deiner App oder ein Wiederherstellungscode',
  go: 'Anmelden',
  out: 'Abmelden',
  welcomeTitle: (name: string) => `Willkommen, ${name}`,
  welcomeText:
    'Wähle ein Passwort mit mindestens 12 Zeichen und füge dieses Geheimnis einer App hinzu, die Codes anzeigt.',
  secret: 'Geheimnis',
  openApp: 'In der App öffnen',
  appCode: 'Code, den die App zeigt',
  done: 'Einrichten',
  recoveryTitle: 'Wiederherstellungscodes',
  recoveryText:
    'Bewahre diese zehn Codes dort auf, wo du sie ohne Telefon findest. Jeder gilt einmal. Sie werden nicht noch einmal gezeigt.',
  goOn: 'Ich habe sie aufbewahrt',
  accessTitle: 'Deine Sicherungen öffnen',
  accessText: 'Dieser Link öffnet deine Sicherungen einmal, ohne dein Mailpasswort.',
  accessGo: 'Öffnen',
  hello: (name: string) => `Du bist als ${name} angemeldet.`,
  role: {
    operator: 'Betreiber aller Maildomains',
    domain: (domains: string) => `Administrator von ${domains}`,
  },
  wrong: 'Name, Passwort oder Code stimmt nicht.',
  wrongCode: 'Der Code stimmt nicht oder wurde schon benutzt. Warte auf den nächsten.',
  linkOver: 'Dieser Link wurde schon benutzt, ist zu alt oder wurde ersetzt. Bitte um einen neuen.',
  weak: 'Wähle ein längeres Passwort: mindestens 12 Zeichen, fünf verschiedene, ohne deinen Namen.',
  wait: (seconds: number) => `Zu viele Fehlversuche. Warte ${seconds} Sekunden.`,
  offline: 'Yestermail ist nicht erreichbar.',
  fault: 'Das hat nicht geklappt. Versuche es gleich noch einmal.',
} satisfies AdminTexts
